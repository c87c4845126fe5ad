/** What this browser can do: show notifications through the service worker, and be reached while the inbox is closed. */

export type Permission = NotificationPermission | 'missing';

export const permissionNow = (): Permission => ('Notification' in window ? Notification.permission : 'missing');

/** iOS shows notifications of installed web apps only. */
export const mustInstall = (): boolean =>
  permissionNow() === 'missing' && /iPhone|iPad|Macintosh/.test(navigator.userAgent);

/** Null where the browser has no service workers, or does not allow them here. */
export async function registerServiceWorker(): Promise<ServiceWorkerRegistration | null> {
  try {
    return await navigator.serviceWorker.register('/inbox/service-worker.js', { scope: '/inbox/' });
  } catch {
    return null;
  }
}

const registration = async (): Promise<ServiceWorkerRegistration | null> =>
  'serviceWorker' in navigator ? ((await navigator.serviceWorker.getRegistration('/inbox/')) ?? null) : null;

interface Shown {
  sessionId: string;
  title: string;
  body: string;
}

/** Resolves when the service worker can show; never, where there is none. */
export const readyToShow = (): Promise<ServiceWorkerRegistration> => navigator.serviceWorker.ready;

/** One per conversation: a newer one takes the place of the older. */
export async function show(worker: ServiceWorkerRegistration, { sessionId, title, body }: Shown): Promise<void> {
  const pictures = { icon: '/inbox/icon-192.png', badge: '/inbox/badge-96.png' };
  // not every browser's types know `renotify`
  const options = { body, tag: sessionId, renotify: true, ...pictures, data: { sessionId } };
  await worker.showNotification(title, options);
}

/** What is shown of these conversations, by a tab or by a push. */
export async function takeBack(isOver: (sessionId: string) => boolean): Promise<void> {
  const worker = await registration();
  for (const shown of (await worker?.getNotifications()) ?? []) if (isOver(shown.tag)) shown.close();
}

export function showBadge(count: number): void {
  const app = navigator as Partial<Pick<Navigator, 'setAppBadge' | 'clearAppBadge'>>;
  const done = count > 0 ? app.setAppBadge?.(count) : app.clearAppBadge?.();
  void done?.catch(() => undefined);
}

const octets = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

/** This device's subscription, whichever visit made it. */
export const standingSubscription = async (): Promise<PushSubscription | null> =>
  (await (await registration())?.pushManager?.getSubscription()) ?? null;

/** Subscribes with the server's key, anew where the key is another one than before; null where that is not possible. */
export async function subscribe(pushKey: string): Promise<PushSubscription | null> {
  const worker = await registration();
  if (!worker || !('PushManager' in window)) return null;
  const key = octets(pushKey);
  try {
    const standing = await worker.pushManager.getSubscription();
    const used = standing?.options.applicationServerKey;
    if (standing && used && new Uint8Array(used).join() === key.join()) return standing;
    await standing?.unsubscribe();
    return await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch {
    // no push service, or forbidden: open tabs still tell
    return null;
  }
}
