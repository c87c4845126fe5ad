import { whenWords } from './opens.ts';

// a Thursday, by the clock of whoever runs this
const NOW = new Date(2026, 0, 1, 12, 0).getTime();
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const at = (...time: [number, number, number, number, number]) => new Date(...time).toISOString();

it.each([
  [at(2026, 0, 1, 14, 0), 'es', '14:00'],
  [at(2026, 0, 2, 9, 30), 'es', 'viernes, 9:30'],
  [at(2026, 0, 2, 9, 30), 'en-GB', 'Friday 09:30'],
  [at(2026, 0, 12, 9, 0), 'es', 'lunes, 12 de enero, 9:00'],
])('%s in %s', (time, language, words) => {
  expect(whenWords(time, language, NOW, HERE)).toBe(words);
});

it('says by which clock where the site lives by another one', () => {
  const time = at(2026, 0, 1, 14, 0);
  const zone = new Date(time).toLocaleTimeString('en-GB', { timeZoneName: 'short' }).split(' ').at(-1)!;
  // fourteen hours ahead of Greenwich, or where this runs there, eleven behind it
  const away = zone === 'GMT+14' ? 'Pacific/Pago_Pago' : 'Pacific/Kiritimati';
  expect(whenWords(time, 'en-GB', NOW, away)).toBe(`14:00 ${zone}`);
});
