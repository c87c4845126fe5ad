import { render } from 'preact';
import type { ChatDoor, ChatWindow } from '../door.ts';
import { directionOf } from '../languages.ts';
import { safeStorage } from '../storage.ts';
import { ChatClient } from './client.ts';
import { Memory } from './memory.ts';
import styles from './styles/index.css?inline';
import { loadTexts, wordsFor } from './texts/index.ts';
import { Panel } from './ui/panel.tsx';
import { WordsContext } from './ui/words.ts';

const mount: ChatDoor['mount'] = async ({ root, onClose, onUnread, ...place }) => {
  const { opening, languages, siteId, origin } = place;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  const container = document.createElement('div');
  container.className = 'foyer';
  container.style.setProperty('--accent', opening.appearance.accent);
  container.style.setProperty('--on-accent', opening.appearance.onAccent);
  container.lang = opening.language;
  container.dir = directionOf(opening.language);
  root.append(container);

  // The window speaks the playbook's language where it can, so that one chat is in one language.
  const words = await wordsFor([opening.language, ...languages], (language) => loadTexts(origin, language));
  const memory = new Memory(
    safeStorage(() => localStorage),
    siteId,
  );
  const client = new ChatClient({ ...place, memory });
  let isOpen = false;
  const show = (open: boolean): void => {
    if (open && !isOpen) client.opened();
    isOpen = open;
    render(
      <WordsContext.Provider value={words}>
        <Panel client={client} origin={origin} open={open} onClose={onClose} onUnread={onUnread} />
      </WordsContext.Provider>,
      container,
    );
  };
  // Keys pressed in the chat are not the page's shortcuts.
  for (const kind of ['keydown', 'keyup', 'keypress']) root.addEventListener(kind, (event) => event.stopPropagation());
  root.addEventListener('keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    if (isOpen && key === 'Escape' && !isComposing) onClose();
  });
  show(false);
  client.begin();
  return { setOpen: show };
};

(window as unknown as ChatWindow).foyerChat = { mount };
