import type { Opening } from '#libs/contracts';
import { fetchOpening } from '../api.ts';
import { backoff } from '../backoff.ts';
import type { ChatHandle, ChatWindow } from '../door.ts';
import { wantedLanguages } from '../languages.ts';
import { pageUrl, type Rendering } from '../page.ts';
import { drawLauncher } from './launcher.ts';
import { mayGreet, readablePath } from './proactive.ts';
import { remembered } from './remembered.ts';
import { type EmbedSettings, embedSettings } from './settings.ts';

/** About six minutes; then the page goes on without a chat. */
const ATTEMPTS = 12;
/** As in the window's styles: below, the open window covers the whole page. */
const WIDE = '(min-width: 481px)';
/** Asking again does not help: the site does not exist, or not for this page. */
const FINAL: readonly string[] = ['not_found', 'origin_not_allowed', 'invalid_body'];

/** Asks until there is an answer; null when there is none to be had. */
async function openingOf(
  { origin, siteId }: EmbedSettings,
  languages: string[],
  rendering: Rendering,
): Promise<Opening | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await fetchOpening(origin, siteId, languages, rendering);
    if (answer.ok) return answer.value;
    if (FINAL.includes(answer.code)) break;
    await new Promise((resolve) => setTimeout(resolve, backoff(attempt, 1_000, 60_000)));
  }
  return null;
}

const addScript = (src: string): Promise<unknown> =>
  new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement('script'), { src, onload, onerror }));
  });

/** The longest time that timers know. */
const LONGEST_MS = 2 ** 31 - 1;

/** The site's people are not there, and no chat is shown until they are. */
function beginAt(opensAt: string | null, settings: EmbedSettings): void {
  const left = opensAt === null ? Number.POSITIVE_INFINITY : Date.parse(opensAt) - Date.now();
  if (left < LONGEST_MS) setTimeout(() => void begin(settings), Math.max(left, 1_000));
}

async function begin(settings: EmbedSettings): Promise<void> {
  const { origin, siteId } = settings;
  const languages = wantedLanguages([settings.language, document.documentElement.lang, ...navigator.languages]);
  const kept = remembered(siteId);
  const rendering: Rendering = { seed: kept.seed(), pageUrl: pageUrl(), returning: kept.returning() };
  const opening = await openingOf(settings, languages, rendering);
  if (!opening) return console.warn('Foyer: no chat for this page');
  // whoever is talking already goes on
  if (opening.closed?.hide && !kept.hasSession() && !kept.hasWaiting())
    return beginAt(opening.closed.opensAt, settings);

  let isOpen = false;
  let chat: Promise<ChatHandle> | null = null;

  const launcher = drawLauncher(opening, languages, () => void toggle());

  const load = async (): Promise<ChatHandle> => {
    await addScript(`${origin}/widget/chat.js`);
    return (window as unknown as ChatWindow).foyerChat.mount({
      root: launcher.root,
      siteId,
      origin,
      languages,
      opening,
      rendering,
      identity: () => settings.identity,
      onClose: () => void toggle(),
      onUnread: launcher.unread,
    });
  };
  const show = async (open: boolean): Promise<void> => {
    launcher.show(open ? 'busy' : 'closed');
    chat ??= load();
    try {
      const handle = await chat;
      if (open !== isOpen) return;
      launcher.show(open ? 'open' : 'closed');
      handle.setOpen(open);
    } catch (error) {
      chat = null;
      isOpen = false;
      launcher.show('closed');
      console.warn(error);
    }
  };
  const toggle = async (): Promise<void> => {
    isOpen = !isOpen;
    if (!isOpen) kept.setOpen(false);
    await show(isOpen);
    if (!isOpen) launcher.focus();
  };

  const greet = (): void => {
    const { proactive, entries } = opening;
    const first = entries.find((entry) => 'kind' in entry && entry.kind === 'message');
    const path = readablePath(location.pathname);
    if (!proactive || !first || chat || !mayGreet(proactive, path, kept.greeted(), Date.now())) return;
    launcher.greet(first.body.text, kept.keepGreetedThisVisit);
    if (proactive.frequency === 'oncePerVisit') kept.keepGreetedThisVisit();
    else if (proactive.frequency !== 'always') kept.keepGreeted(Date.now());
  };

  // Whoever was talking goes on: acts that wait are sent, and what comes is counted or shown.
  if (kept.hasSession() || kept.hasWaiting()) {
    isOpen = kept.wasOpen() && matchMedia(WIDE).matches;
    await show(isOpen);
  } else if (opening.proactive) {
    setTimeout(greet, opening.proactive.afterSeconds * 1_000);
  }
  // Nothing is written for visitors who have not begun to talk.
  addEventListener('pagehide', () => {
    if (isOpen && kept.hasSession()) kept.setOpen(true);
  });
}

const settings = embedSettings(document.currentScript as HTMLScriptElement);
if (!settings) console.warn('Foyer: data-site is missing');
else if (!document.querySelector('foyer-chat')) {
  (window as unknown as ChatWindow).foyer = {
    identify: (jwt) => {
      settings.identity = jwt;
    },
  };
  if (document.body) void begin(settings);
  else addEventListener('DOMContentLoaded', () => void begin(settings));
}
