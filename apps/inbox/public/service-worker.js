/**
 * The inbox while it is closed, or without a network: shows what is pushed, opens the conversation that is tapped, and
 * keeps the app's own files. Nothing of a conversation is kept.
 */
const SHELL = 'foyer-inbox-shell';
const HOME = '/inbox/';
const KEPT = ['/inbox/icon.svg', '/inbox/icon-192.png', '/inbox/badge-96.png', '/inbox/manifest.webmanifest'];
const MOST_FILES = 150;

async function keepShell() {
  const cache = await caches.open(SHELL);
  const page = await fetch(HOME, { cache: 'no-cache' });
  if (!page.ok) return;
  const html = await page.clone().text();
  const files = [...html.matchAll(/(?:src|href)="(\/inbox\/assets\/[^"]+)"/g)].map(([, file]) => file);
  await cache.put(HOME, page);
  await Promise.all(
    [...KEPT, ...files].map(async (file) => {
      if (!(await cache.match(file))) await cache.add(file).catch(() => undefined);
    }),
  );
  // files of earlier builds go, the oldest first
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST_FILES)).map((request) => cache.delete(request)));
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

/** The newest page where there is a network, else the one that was kept. */
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) keepShell().catch(() => undefined);
    return answer;
  } catch {
    return (await caches.match(HOME)) ?? Response.error();
  }
}

/** Files with a hash in their name never change. */
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    caches
      .open(SHELL)
      .then((cache) => cache.put(request, copy))
      .catch(() => undefined);
  }
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || !pathname.startsWith(HOME)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (pathname.startsWith('/inbox/assets/')) event.respondWith(asset(request));
  else if (KEPT.includes(pathname))
    event.respondWith(fetch(request).catch(async () => (await caches.match(pathname)) ?? Response.error()));
});

async function takeBack(sessionId) {
  for (const shown of await self.registration.getNotifications({ tag: sessionId })) shown.close();
}

async function pushed({ sessionId, kind, title, body, unread }) {
  const badge = unread > 0 ? self.navigator.setAppBadge?.(unread) : self.navigator.clearAppBadge?.();
  await badge?.catch(() => undefined);
  if (kind === 'read') return takeBack(sessionId);
  // a phone's bar shows the badge's shape only
  const pictures = { icon: '/inbox/icon-192.png', badge: '/inbox/badge-96.png' };
  const options = { body, tag: sessionId, renotify: true, ...pictures, data: { sessionId } };
  return self.registration.showNotification(title, options);
}

self.addEventListener('push', (event) => {
  const message = event.data?.json();
  if (message) event.waitUntil(pushed(message));
});

/** In the tab that is open, or in a new one; other pages of the origin know nothing of conversations. */
async function open(sessionId) {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tabs = pages.filter(({ url }) => new URL(url).pathname.startsWith(HOME));
  const tab = tabs.find(({ visibilityState }) => visibilityState === 'visible') ?? tabs[0];
  if (!tab) return self.clients.openWindow(`${HOME}#/conversations/${sessionId}`);
  tab.postMessage({ type: 'open', sessionId });
  return tab.focus().catch(() => undefined);
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.sessionId));
});
