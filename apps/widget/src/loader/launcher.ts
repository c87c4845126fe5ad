import type { Opening } from '#libs/contracts';
import { LAUNCHER_ICONS } from '../icons.ts';
import { pickOffered } from '../languages.ts';
import styles from './launcher.css?inline';
import { LAUNCHER_TEXTS } from './texts.ts';

export interface Launcher {
  root: ShadowRoot;
  /** Shows whether the window is open, and while `busy` that it is coming. */
  show: (state: 'closed' | 'busy' | 'open') => void;
  unread: (count: number) => void;
  /** Shows the bot's first words beside the button until they are clicked or dismissed. */
  greet: (text: string | undefined) => void;
  focus: () => void;
}

const SVG = 'http://www.w3.org/2000/svg';

function icon(name: keyof typeof LAUNCHER_ICONS, className: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', LAUNCHER_ICONS[name]);
  svg.append(path);
  return svg;
}

function button(className: string, testId: string, label: string, onClick: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  element.dataset.testid = testId;
  element.ariaLabel = label;
  element.onclick = onClick;
  return element;
}

/** Draws the round button in a shadow root of its own, out of reach of the page's styles. */
export function drawLauncher(opening: Opening, languages: readonly string[], onToggle: () => void): Launcher {
  const texts = LAUNCHER_TEXTS[pickOffered(['en', 'es'], [opening.language, ...languages])];
  const host = document.createElement('foyer-chat');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const frame = document.createElement('div');
  frame.className = 'foyer';
  frame.style.setProperty('--accent', opening.appearance.accent);
  frame.style.setProperty('--on-accent', opening.appearance.onAccent);
  const launcher = button('launcher', 'foyer-launcher', texts.open, onToggle);
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.hidden = true;
  launcher.append(icon(opening.appearance.icon, 'still'), icon('down', 'opened'), badge);
  launcher.ariaExpanded = 'false';
  frame.append(launcher);
  root.append(frame);
  document.body.append(host);

  let bubble: HTMLElement | null = null;
  const hush = (): void => {
    bubble?.remove();
    bubble = null;
  };
  // Keys pressed in the chat are not the page's shortcuts.
  for (const kind of ['keydown', 'keyup', 'keypress']) root.addEventListener(kind, (event) => event.stopPropagation());
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key !== 'Escape' || (event as KeyboardEvent).isComposing) return;
    hush();
    if (launcher.ariaExpanded === 'true') onToggle();
  });

  return {
    root,
    show: (state) => {
      hush();
      frame.dataset.state = state;
      launcher.ariaExpanded = String(state === 'open');
      launcher.ariaBusy = String(state === 'busy');
      launcher.ariaLabel = state === 'open' ? texts.close : texts.open;
    },
    unread: (count) => {
      badge.hidden = count === 0;
      badge.textContent = count > 9 ? '9+' : String(count);
    },
    greet: (text) => {
      if (!text) return;
      bubble = document.createElement('div');
      bubble.className = 'greeting';
      const words = button('words', 'foyer-greeting', `${text} – ${texts.open}`, onToggle);
      words.dir = 'auto';
      words.textContent = text;
      const dismiss = button('dismiss', 'foyer-greeting-dismiss', texts.dismiss, hush);
      dismiss.textContent = '×';
      bubble.append(words, dismiss);
      frame.prepend(bubble);
    },
    focus: () => launcher.focus(),
  };
}
