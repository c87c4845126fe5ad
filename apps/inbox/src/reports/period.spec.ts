import { dayIn, isTimeZone, lastDays, wrongWith } from './period.ts';

const MOMENT = Date.parse('2026-03-29T23:30:00Z');

it.each([
  ['UTC', '2026-03-29'],
  ['Europe/Lisbon', '2026-03-30'],
  ['America/New_York', '2026-03-29'],
  ['Pacific/Kiritimati', '2026-03-30'],
])('in %s it is %s', (timeZone, day) => {
  expect(dayIn(timeZone, MOMENT)).toBe(day);
});

it('the last days end today and do not slip where clocks are turned', () => {
  expect(lastDays(7, 'Europe/Lisbon', MOMENT)).toEqual({
    from: '2026-03-24',
    to: '2026-03-30',
    timeZone: 'Europe/Lisbon',
  });
  expect(lastDays(1, 'UTC', MOMENT)).toEqual({ from: '2026-03-29', to: '2026-03-29', timeZone: 'UTC' });
});

it.each([
  ['2026-03-01', '2026-03-01', 'UTC', null],
  ['2026-01-01', '2027-02-04', 'UTC', null],
  ['2026-01-01', '2027-02-05', 'UTC', 'period'],
  ['2026-03-02', '2026-03-01', 'UTC', 'period'],
  ['', '2026-03-01', 'UTC', 'period'],
  ['2026-03-01', '2026-03-01', 'Mars', 'timeZone'],
  ['2026-03-01', '2026-03-01', '+02:00', 'timeZone'],
])('%j to %j in %j: %s', (from, to, timeZone, wrong) => {
  expect(wrongWith({ from, to, timeZone })).toBe(wrong);
});

it('knows time zones by their names', () => {
  expect([isTimeZone('Europe/Lisbon'), isTimeZone('')]).toEqual([true, false]);
});
