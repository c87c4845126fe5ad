import type { Opening } from '#libs/contracts';
import { fetchOpening } from '../api.ts';
import { backoff } from '../backoff.ts';
import type { ChatHandle, ChatWindow } from '../door.ts';
import { wantedLanguages } from '../languages.ts';
import { drawLauncher } from './launcher.ts';
import { remembered } from './remembered.ts';
import { type EmbedSettings, embedSettings } from './settings.ts';

const GREET_AFTER_MS = 1_500;
/** About six minutes; then the page goes on without a chat. */
const ATTEMPTS = 12;
/** As in the window's styles: below, the open window covers the whole page. */
const WIDE = '(min-width: 481px)';
/** Asking again does not help: the site does not exist, or not for this page. */
const FINAL: readonly string[] = ['not_found', 'origin_not_allowed', 'invalid_body'];

/** Asks until there is an answer; null when there is none to be had. */
async function openingOf({ origin, siteId }: EmbedSettings, languages: string[]): Promise<Opening | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await fetchOpening(origin, siteId, languages);
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

async function begin(settings: EmbedSettings): Promise<void> {
  const { origin, siteId } = settings;
  const languages = wantedLanguages([settings.language, document.documentElement.lang, ...navigator.languages]);
  const opening = await openingOf(settings, languages);
  if (!opening) return console.warn('Foyer: no chat for this page');

  const kept = remembered(siteId);
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

  // Whoever was talking goes on: acts that wait are sent, and what comes is counted or shown.
  if (kept.hasSession() || kept.hasWaiting()) {
    isOpen = kept.wasOpen() && matchMedia(WIDE).matches;
    await show(isOpen);
  } else {
    setTimeout(() => {
      for (const entry of opening.entries) {
        if (!chat && 'kind' in entry && entry.kind === 'message') return launcher.greet(entry.body.text);
      }
    }, GREET_AFTER_MS);
  }
  // Nothing is written for visitors who have not begun to talk.
  addEventListener('pagehide', () => {
    if (isOpen && kept.hasSession()) kept.setOpen(true);
  });
}

const settings = embedSettings(document.currentScript as HTMLScriptElement);
if (!settings) console.warn('Foyer: data-site is missing');
else if (!document.querySelector('foyer-chat')) {
  if (document.body) void begin(settings);
  else addEventListener('DOMContentLoaded', () => void begin(settings));
}
