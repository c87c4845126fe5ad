import { computed, signal } from '@preact/signals';
import type { Filters, Place } from '#libs/contracts';
import { filtersText, NO_FILTERS, parseFilters } from '../filters/filters.ts';
import { PLACES } from '../protocol.ts';

/** What an admin looks at of one playbook. */
export const PLAYBOOK_TABS = ['overview', 'graph', 'editor', 'try', 'sessions'] as const;
export type PlaybookTab = (typeof PLAYBOOK_TABS)[number];

/**
 * What the address shows: `#/<place>`, `#/<place>/<sessionId>`, both with filters (`?team=…&phase=…`),
 * `#/conversations/<sessionId>`, `#/playbooks`, `#/playbooks/<playbookId>/<tab>`, `#/settings`, `#/agents`,
 * `#/notifications`, `#/live` or `#/reports`. A place is a folder, or `search`: all conversations.
 */
export type Route =
  | { page: 'inbox'; folder: Place; sessionId: string | null; filters?: Filters }
  /** A link from elsewhere, which does not know the folder. */
  | { page: 'link'; sessionId: string }
  | { page: 'playbooks'; playbookId: string | null; tab: PlaybookTab }
  | { page: 'settings' }
  | { page: 'notifications' }
  | { page: 'agents' }
  | { page: 'live' }
  | { page: 'reports' };

const START: Route = { page: 'inbox', folder: 'unassigned', sessionId: null };

const isPlace = (text: string): text is Place => (PLACES as readonly string[]).includes(text);
const isTab = (text: string): text is PlaybookTab => (PLAYBOOK_TABS as readonly string[]).includes(text);

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [place = '', id = '', tab = ''] = path.split('/');
  if (place === 'settings' || place === 'agents' || place === 'notifications') return { page: place };
  if (place === 'live' || place === 'reports') return { page: place };
  if (place === 'playbooks') return { page: 'playbooks', playbookId: id || null, tab: isTab(tab) ? tab : 'overview' };
  if (place === 'conversations' && id !== '') return { page: 'link', sessionId: id };
  return isPlace(place) ? { page: 'inbox', folder: place, sessionId: id || null, filters: parseFilters(query) } : START;
}

export function addressOf(route: Route): string {
  if (route.page === 'settings' || route.page === 'agents' || route.page === 'notifications') return `#/${route.page}`;
  if (route.page === 'live' || route.page === 'reports') return `#/${route.page}`;
  if (route.page === 'link') return `#/conversations/${route.sessionId}`;
  if (route.page === 'playbooks') {
    return route.playbookId === null ? '#/playbooks' : `#/playbooks/${route.playbookId}/${route.tab}`;
  }
  const query = filtersText(route.filters ?? {});
  return `#/${route.folder}${route.sessionId === null ? '' : `/${route.sessionId}`}${query && `?${query}`}`;
}

export const sessionOf = (route: Route): string | null => ('sessionId' in route ? route.sessionId : null);

/** Pages that only admins see. */
export const isAdminPage = ({ page }: Route): boolean =>
  page === 'playbooks' || page === 'settings' || page === 'agents';

/** Pages that supervisors and admins see. */
export const isLeadPage = ({ page }: Route): boolean => page === 'live' || page === 'reports';

const current = signal<Route>(parseRoute(location.hash));
addEventListener('hashchange', () => {
  current.value = parseRoute(location.hash);
});

export const route = computed(() => current.value);

/** The filters that are set. */
export const filtersOf = (to: Route): Filters => (to.page === 'inbox' && to.filters) || NO_FILTERS;

/** From a conversation back to the list it was opened from. */
export function backToList(): void {
  const at = route.peek();
  go(at.page === 'inbox' ? { ...at, sessionId: null } : START);
}

/** `replace` leaves no step to go back to. */
export function go(to: Route, { replace = false } = {}): void {
  const address = addressOf(to);
  if (replace) history.replaceState(null, '', address);
  else if (location.hash !== address) history.pushState(null, '', address);
  current.value = to;
}
