import type { OpeningHours } from '#libs/contracts';
import { isOpen, nextOpening } from './index.ts';

const day = [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '18:00' },
];
const lisbon: OpeningHours = {
  timeZone: 'Europe/Lisbon',
  week: {
    monday: day,
    tuesday: day,
    friday: [{ from: '18:00', to: '24:00' }],
    saturday: [{ from: '00:00', to: '02:00' }],
  },
  holidays: [
    { date: '2026-04-06', name: 'Easter Monday', windows: [] },
    { date: '2026-04-07', windows: [{ from: '10:00', to: '11:00' }] },
    { date: '2026-04-08', windows: [{ from: '10:00', to: '11:00' }] },
  ],
};
const always: OpeningHours = {
  timeZone: 'UTC',
  week: Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((name) => [
      name,
      [{ from: '00:00', to: '24:00' }],
    ]),
  ),
  holidays: [],
};
const never: OpeningHours = { timeZone: 'UTC', week: {}, holidays: [] };

interface Case {
  name: string;
  hours?: OpeningHours;
  at: string;
  /** When they open; the same moment where they are open. */
  opens: string | null;
}

// 2026-03-29 is when summer time begins in Lisbon (UTC, then UTC+1), 2026-10-25 when it ends
const CASES: Case[] = [
  { name: 'open on a Monday', at: '2026-03-02T09:00:00.000Z', opens: '2026-03-02T09:00:00.000Z' },
  { name: 'before opening', at: '2026-03-02T08:59:59.999Z', opens: '2026-03-02T09:00:00.000Z' },
  { name: 'at lunch', at: '2026-03-02T13:00:00.000Z', opens: '2026-03-02T14:00:00.000Z' },
  { name: 'after work: tomorrow', at: '2026-03-02T18:00:00.000Z', opens: '2026-03-03T09:00:00.000Z' },
  {
    name: 'on a day without hours: the next with some',
    at: '2026-03-04T12:00:00.000Z',
    opens: '2026-03-06T18:00:00.000Z',
  },
  { name: 'over midnight, before it', at: '2026-03-06T23:59:59.000Z', opens: '2026-03-06T23:59:59.000Z' },
  { name: 'over midnight, after it', at: '2026-03-07T00:30:00.000Z', opens: '2026-03-07T00:30:00.000Z' },
  { name: 'summer time is an hour earlier', at: '2026-03-30T07:00:00.000Z', opens: '2026-03-30T08:00:00.000Z' },
  { name: 'winter time is an hour later', at: '2026-10-26T08:30:00.000Z', opens: '2026-10-26T09:00:00.000Z' },
  { name: 'closed on a holiday', at: '2026-04-06T09:00:00.000Z', opens: '2026-04-07T09:00:00.000Z' },
  { name: 'a holiday with hours of its own', at: '2026-04-07T10:00:00.000Z', opens: '2026-04-08T09:00:00.000Z' },
  {
    name: 'the day of the time zone counts, not that of UTC',
    hours: { ...lisbon, timeZone: 'Asia/Tokyo' },
    at: '2026-03-01T23:00:00.000Z',
    opens: '2026-03-02T00:00:00.000Z',
  },
  { name: 'round the clock', hours: always, at: '2026-03-04T23:59:59.999Z', opens: '2026-03-04T23:59:59.999Z' },
  { name: 'never', hours: never, at: '2026-03-04T12:00:00.000Z', opens: null },
  {
    name: 'only on a holiday a year away',
    hours: { ...never, holidays: [{ date: '2027-04-07', windows: day }] },
    at: '2026-03-04T12:00:00.000Z',
    opens: '2027-04-07T09:00:00.000Z',
  },
  {
    name: 'too far away',
    hours: { ...never, holidays: [{ date: '2027-05-07', windows: day }] },
    at: '2026-03-04T12:00:00.000Z',
    opens: null,
  },
  {
    name: 'windows that end before they begin',
    hours: { ...never, week: { monday: [{ from: '18:00', to: '02:00' }] } },
    at: '2026-03-02T19:00:00.000Z',
    opens: null,
  },
  {
    name: 'an unknown time zone',
    hours: { ...always, timeZone: 'Moon/Base' },
    at: '2026-03-02T19:00:00.000Z',
    opens: null,
  },
  // at midnight the clocks went from 00:00 to 01:00
  {
    name: 'a day without midnight',
    hours: { ...always, timeZone: 'Africa/Cairo', week: { friday: [{ from: '00:00', to: '02:00' }] } },
    at: '2026-04-23T20:00:00.000Z',
    opens: '2026-04-23T22:00:00.000Z',
  },
];

it.each(CASES)('$name', ({ hours = lisbon, at, opens }) => {
  expect(nextOpening(hours, at)).toBe(opens);
  expect(isOpen(hours, at)).toBe(opens === at);
  if (opens !== null) {
    expect(isOpen(hours, opens)).toBe(true);
    expect(nextOpening(hours, opens)).toBe(opens);
  }
});
