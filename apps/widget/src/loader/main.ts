import type { Opening } from '#libs/contracts';
import { fetchOpening } from '../api.ts';
import { backoff } from '../backoff.ts';
import type { ChatHandle } from '../door.ts';
import { wantedLanguages } from '../languages.ts';
import { drawLauncher } from './launcher.ts';
import { remembered } from './remembered.ts';
import { type EmbedSettings, embedSettings } from './settings.ts';

const GREET_AFTER_MS = 1_500;
/** As in the window's styles: below, the open window covers the whole page. */
const WIDE = '(min-width: 481px)';

/** Asks until there is an answer; null when the site does not exist or may not be embedded here. */
async function openingOf({ origin, siteId }: EmbedSettings, languages: string[]): Promise<Opening | null> {
  for (let attempt = 0; ; attempt++) {
    const answer = await fetchOpening(origin, siteId, languages);
    if (answer.ok) return answer.value;
    if (answer.code === 'not_found' || answer.code === 'origin_not_allowed' || answer.code === 'invalid_body') {
      console.warn(`Foyer: this page has no chat (${answer.code})`);
      return null;
    }
    await new Promise((resolve) => setTimeout(resolve, backoff(attempt, 1_000, 60_000)));
  }
}

function addScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error('Foyer: the chat window could not be loaded'));
    };
    document.head.append(script);
  });
}

async function begin(settings: EmbedSettings): Promise<void> {
  const { origin, siteId } = settings;
  const languages = wantedLanguages([settings.language, document.documentElement.lang, ...navigator.languages]);
  const opening = await openingOf(settings, languages);
  if (!opening) return;

  const kept = remembered(siteId);
  let isOpen = false;
  let chat: Promise<ChatHandle> | null = null;

  const launcher = drawLauncher(opening, languages, () => void toggle());

  const load = async (): Promise<ChatHandle> => {
    await addScript(`${origin}/widget/chat.js`);
    if (!window.foyerChat) throw new Error('Foyer: the chat window did not start');
    return window.foyerChat.mount({
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
      const text = opening.entries.map((entry) => ('kind' in entry && entry.kind === 'message' ? entry.body.text : ''));
      if (!chat) launcher.greet(text.find(Boolean));
    }, GREET_AFTER_MS);
  }
  // Nothing is written for visitors who have not begun to talk.
  addEventListener('pagehide', () => {
    if (isOpen && kept.hasSession()) kept.setOpen(true);
  });
}

const script = (document.currentScript ??
  document.querySelector('script[data-site][src*="/widget/loader.js"]')) as HTMLScriptElement | null;
const settings = script && embedSettings(script);
if (!settings) console.warn('Foyer: the script tag needs data-site="<site id>"');
else if (!document.querySelector('foyer-chat')) {
  if (document.body) void begin(settings);
  else addEventListener('DOMContentLoaded', () => void begin(settings));
}
