import { signal } from '@preact/signals';
import { readSetting, writeSetting } from '../app/settings.ts';
import { type ShortcutId, shortcutOf } from './shortcuts.ts';

/** Single letters can be turned off, for those whose voice or hands press them by accident (WCAG 2.1.4). */
export const keysOn = signal(readSetting('keys') !== 'off');

export function turnKeys(on: boolean): void {
  keysOn.value = on;
  writeSetting('keys', on ? null : 'off');
}

type Action = () => void;
/** What keys do that no button does. */
const actions = new Map<ShortcutId, Action>();

/** @returns takes it away again */
export function onShortcut(id: ShortcutId, action: Action): () => void {
  actions.set(id, action);
  return () => {
    if (actions.get(id) === action) actions.delete(id);
  };
}

const TYPING =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]:not([contenteditable=false])';
const isTyping = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.closest(TYPING) !== null;

/** The keys of a dialog or an open menu are its own. */
const isCovered = (): boolean => document.querySelector('dialog[open], [role=menu]') !== null;

/** A letter goes to the text that somebody writes, and nowhere else. */
export function shortcutFor(event: KeyboardEvent, on: boolean): ShortcutId | undefined {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const isLetter = event.key.length === 1;
  if ((isLetter && !on) || isTyping(event.target) || isCovered()) return undefined;
  return shortcutOf(isLetter ? event.key.toLowerCase() : event.key);
}

let stepping = false;
/** The agent goes from one conversation to the next by keys: the focus must not leave for a text field. */
export const isStepping = (): boolean => stepping;

function press(id: ShortcutId): boolean {
  const action = actions.get(id);
  if (action) {
    action();
    return true;
  }
  const target = [...document.querySelectorAll<HTMLElement>(`[data-shortcut="${id}"]`)].find(
    (each) => each.checkVisibility() && !each.matches(':disabled'),
  );
  if (!target) return false;
  if (target.matches('input, textarea')) target.focus();
  else target.click();
  return true;
}

/** Where words are written: the keys for them lead there. */
const WRITES: ReadonlySet<ShortcutId> = new Set(['reply', 'note']);
const focusComposer = () => document.querySelector<HTMLElement>('.composer textarea')?.focus();

function onKeyDown(event: KeyboardEvent): void {
  if (event.key === 'Escape' && !event.defaultPrevented && isTyping(event.target) && !isCovered()) {
    event.target.blur();
    return;
  }
  const id = shortcutFor(event, keysOn.peek());
  if (id === undefined) return;
  stepping = id === 'next' || id === 'previous';
  if (!press(id)) return;
  event.preventDefault();
  if (WRITES.has(id)) requestAnimationFrame(focusComposer);
}

/** @returns stops listening */
export function listenToKeys(): () => void {
  const pointed = () => {
    stepping = false;
  };
  document.addEventListener('keydown', onKeyDown);
  document.addEventListener('pointerdown', pointed);
  return () => {
    document.removeEventListener('keydown', onKeyDown);
    document.removeEventListener('pointerdown', pointed);
  };
}
