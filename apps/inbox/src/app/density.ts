import { effect, signal } from '@preact/signals';
import { readSetting, writeSetting } from './settings.ts';

type Density = 'comfortable' | 'dense';

/** How much room the inbox takes for one thing; kept per browser. */
export const density = signal<Density>(readSetting('density') === 'dense' ? 'dense' : 'comfortable');

effect(() => {
  document.documentElement.dataset.density = density.value;
});

export function chooseDensity(wanted: Density): void {
  density.value = wanted;
  writeSetting('density', wanted === 'comfortable' ? null : wanted);
}
