import type { Opening } from '#libs/contracts';
import { LAUNCHER_ICONS } from '../icons.ts';
import { directionOf, LANGUAGES, pickOffered } from '../languages.ts';
import styles from './launcher.css?inline';
import { LAUNCHER_TEXTS } from './texts.ts';

export interface Launcher {
  root: ShadowRoot;
  /** Shows whether the window is open, and while `busy` that it is coming. */
  show: (state: 'closed' | 'busy' | 'open') => void;
  unread: (count: number) => void;
  /** Shows the bot's first words beside the button until they are clicked or dismissed. */
  greet: (text: string, onDismiss: () => void) => void;
  focus: () => void;
}

/** Adds an element by its tag, class and properties. */
function add<K extends keyof HTMLElementTagNameMap>(
  to: ParentNode,
  tag: K,
  className: string,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), { className }, properties);
  to.append(element);
  return element;
}

/** Not by `innerHTML`: pages that enforce trusted types forbid it. */
function addIcon(to: Element, name: keyof typeof LAUNCHER_ICONS, className: string): void {
  let parent = to;
  for (const [tag, attribute, value] of [
    ['svg', 'viewBox', '0 0 24 24'],
    ['path', 'd', LAUNCHER_ICONS[name]],
  ] as const) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    element.setAttribute(attribute, value);
    parent.append(element);
    parent = element;
  }
  to.lastElementChild?.classList.add(className);
}

/** Draws the round button in a shadow root of its own, out of reach of the page's styles. */
export function drawLauncher(opening: Opening, languages: readonly string[], onToggle: () => void): Launcher {
  const texts = LAUNCHER_TEXTS[pickOffered(LANGUAGES, [opening.language, ...languages])];
  const { accent, onAccent, icon } = opening.appearance;
  const host = document.createElement('foyer-chat');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const frame = add(root, 'div', 'foyer', { lang: opening.language, dir: directionOf(opening.language) });
  frame.style.setProperty('--accent', accent);
  frame.style.setProperty('--on-accent', onAccent);
  const greeting = add(frame, 'div', 'greeting', { hidden: true });
  const launcher = add(frame, 'button', 'launcher', { type: 'button', onclick: onToggle });
  launcher.dataset.testid = 'foyer-launcher';
  addIcon(launcher, icon, 'still');
  addIcon(launcher, 'down', 'opened');
  const badge = add(launcher, 'span', 'badge', { hidden: true });
  document.body.append(host);

  const show: Launcher['show'] = (state) => {
    const open = state === 'open';
    greeting.hidden = true;
    frame.dataset.state = state;
    launcher.ariaExpanded = String(open);
    launcher.ariaLabel = open ? texts.close : texts.open;
  };
  show('closed');
  return {
    root,
    show,
    unread: (count) => {
      badge.hidden = count === 0;
      badge.textContent = String(count);
    },
    greet: (text, onDismiss) => {
      const words = add(greeting, 'button', 'words', {
        type: 'button',
        textContent: text,
        dir: 'auto',
        onclick: onToggle,
      });
      words.dataset.testid = 'foyer-greeting';
      const dismiss = add(greeting, 'button', 'dismiss', {
        type: 'button',
        textContent: '×',
        ariaLabel: texts.dismiss,
      });
      dismiss.onclick = () => {
        greeting.hidden = true;
        onDismiss();
      };
      greeting.hidden = false;
    },
    focus: () => launcher.focus(),
  };
}
