import { render } from 'preact';
import type { ChatDoor } from '../door.ts';
import { safeStorage } from '../storage.ts';
import { ChatClient } from './client.ts';
import { Memory } from './memory.ts';
import styles from './styles.css?inline';
import { wordsFor } from './texts/index.ts';
import { Panel } from './ui/panel.tsx';
import { WordsContext } from './ui/words.ts';

const mount: ChatDoor['mount'] = ({ root, siteId, origin, languages, opening, onClose, onUnread }) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];

  const container = document.createElement('div');
  container.className = 'foyer';
  container.style.setProperty('--accent', opening.appearance.accent);
  container.style.setProperty('--on-accent', opening.appearance.onAccent);
  container.lang = opening.language;
  root.append(container);

  // The window speaks the playbook's language where it can, so that one chat is in one language.
  const words = wordsFor([opening.language, ...languages]);
  const memory = new Memory(
    safeStorage(() => localStorage),
    siteId,
  );
  const client = new ChatClient({ origin, siteId, languages, opening, memory });
  const show = (open: boolean): void =>
    render(
      <WordsContext.Provider value={words}>
        <Panel client={client} open={open} onClose={onClose} onUnread={onUnread} />
      </WordsContext.Provider>,
      container,
    );
  show(false);
  client.begin();
  return { setOpen: show };
};

window.foyerChat = { mount };
