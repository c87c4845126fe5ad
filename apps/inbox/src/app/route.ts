import { computed, signal } from '@preact/signals';
import type { Folder } from '#libs/contracts';
import { FOLDERS } from '../protocol.ts';

/** What an admin looks at of one playbook. */
export const PLAYBOOK_TABS = ['overview', 'graph', 'editor', 'try', 'sessions'] as const;
export type PlaybookTab = (typeof PLAYBOOK_TABS)[number];

/**
 * What the address shows: `#/<folder>`, `#/<folder>/<sessionId>`, `#/conversations/<sessionId>`, `#/playbooks`,
 * `#/playbooks/<playbookId>/<tab>`, `#/settings`, `#/notifications`, `#/live` or `#/reports`.
 */
export type Route =
  | { page: 'inbox'; folder: Folder; sessionId: string | null }
  /** A link from elsewhere, which does not know the folder. */
  | { page: 'link'; sessionId: string }
  | { page: 'playbooks'; playbookId: string | null; tab: PlaybookTab }
  | { page: 'settings' }
  | { page: 'notifications' }
  | { page: 'live' }
  | { page: 'reports' };

const START: Route = { page: 'inbox', folder: 'unassigned', sessionId: null };

const isFolder = (text: string): text is Folder => (FOLDERS as readonly string[]).includes(text);
const isTab = (text: string): text is PlaybookTab => (PLAYBOOK_TABS as readonly string[]).includes(text);

export function parseRoute(hash: string): Route {
  const [place = '', id = '', tab = ''] = hash.replace(/^#\/?/, '').split('/');
  if (place === 'settings') return { page: 'settings' };
  if (place === 'notifications') return { page: 'notifications' };
  if (place === 'live' || place === 'reports') return { page: place };
  if (place === 'playbooks') return { page: 'playbooks', playbookId: id || null, tab: isTab(tab) ? tab : 'overview' };
  if (place === 'conversations' && id !== '') return { page: 'link', sessionId: id };
  return isFolder(place) ? { page: 'inbox', folder: place, sessionId: id || null } : START;
}

export function addressOf(route: Route): string {
  if (route.page === 'settings') return '#/settings';
  if (route.page === 'notifications') return '#/notifications';
  if (route.page === 'live' || route.page === 'reports') return `#/${route.page}`;
  if (route.page === 'link') return `#/conversations/${route.sessionId}`;
  if (route.page === 'playbooks') {
    return route.playbookId === null ? '#/playbooks' : `#/playbooks/${route.playbookId}/${route.tab}`;
  }
  return `#/${route.folder}${route.sessionId === null ? '' : `/${route.sessionId}`}`;
}

export const sessionOf = (route: Route): string | null => ('sessionId' in route ? route.sessionId : null);

/** Pages that only admins see. */
export const isAdminPage = ({ page }: Route): boolean => page === 'playbooks' || page === 'settings';

/** Pages that supervisors and admins see. */
export const isLeadPage = ({ page }: Route): boolean => page === 'live' || page === 'reports';

const current = signal<Route>(parseRoute(location.hash));
addEventListener('hashchange', () => {
  current.value = parseRoute(location.hash);
});

export const route = computed(() => current.value);

/** `replace` leaves no step to go back to. */
export function go(to: Route, { replace = false } = {}): void {
  const address = addressOf(to);
  if (replace) history.replaceState(null, '', address);
  else if (location.hash !== address) history.pushState(null, '', address);
  current.value = to;
}
