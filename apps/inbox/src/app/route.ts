import { computed, signal } from '@preact/signals';
import type { Folder } from '#libs/contracts';
import { FOLDERS } from '../protocol.ts';

/** What the address shows: `#/<folder>`, `#/<folder>/<sessionId>`, `#/conversations/<sessionId>` or `#/playbooks`. */
export type Route =
  | { page: 'inbox'; folder: Folder; sessionId: string | null }
  /** A link from elsewhere, which does not know the folder. */
  | { page: 'link'; sessionId: string }
  | { page: 'playbooks' };

const START: Route = { page: 'inbox', folder: 'unassigned', sessionId: null };

const isFolder = (text: string): text is Folder => (FOLDERS as readonly string[]).includes(text);

export function parseRoute(hash: string): Route {
  const [place = '', sessionId = ''] = hash.replace(/^#\/?/, '').split('/');
  if (place === 'playbooks') return { page: 'playbooks' };
  if (place === 'conversations' && sessionId !== '') return { page: 'link', sessionId };
  return isFolder(place) ? { page: 'inbox', folder: place, sessionId: sessionId || null } : START;
}

export const addressOf = (route: Route): string =>
  route.page === 'playbooks'
    ? '#/playbooks'
    : route.page === 'link'
      ? `#/conversations/${route.sessionId}`
      : `#/${route.folder}${route.sessionId === null ? '' : `/${route.sessionId}`}`;

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
