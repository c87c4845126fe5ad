import { effect, signal } from '@preact/signals';
import { readSetting, writeSetting } from './settings.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const stored = readSetting('theme');
export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');

const dark = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(dark.matches);
dark.addEventListener('change', () => {
  systemDark.value = dark.matches;
});

/** What is on the screen. */
const shown = (): 'light' | 'dark' => (theme.value === 'system' ? (systemDark.value ? 'dark' : 'light') : theme.value);

effect(() => {
  document.documentElement.dataset.theme = shown();
});

export function chooseTheme(wanted: Theme): void {
  theme.value = wanted;
  writeSetting('theme', wanted === 'system' ? null : wanted);
}

/** To the other one than is on the screen. */
export const turnTheme = (): void => chooseTheme(shown() === 'dark' ? 'light' : 'dark');
