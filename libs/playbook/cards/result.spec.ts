import type { CardOf } from '#libs/contracts';
import { around, arriveAt } from '../specs/arrive.ts';
import { text } from '../specs/builders.ts';
import { entryCount } from '../step.ts';

const PLAIN = {
  type: 'requestResult',
  cardId: 'sale',
  result: 'deal',
  title: 'Sale',
  owner: null,
  label: null,
  stage: null,
  visibility: 'everyone',
  value: null,
  currency: null,
  dueAt: null,
};
const withCard = (card: Partial<CardOf<'result'>>) =>
  around({ sale: { kind: 'result', result: 'deal', title: text('Sale'), next: 'yes', ...card } });
const euros = { amount: '99.90', currency: 'EUR' };
const fromField = { field: 'budget' };

interface Case {
  name: string;
  card: Partial<CardOf<'result'>>;
  fields?: Record<string, string>;
  asks: Partial<typeof PLAIN> | Record<string, unknown>;
}
const CASES: Case[] = [
  { name: 'no more than its title', card: {}, asks: {} },
  {
    name: 'the title with fields filled in',
    card: { title: text('Sale to {{person.name|somebody}}') },
    fields: { 'person.name': 'Ana' },
    asks: { title: 'Sale to Ana' },
  },
  {
    name: 'a long title in part, never cut inside a character',
    card: { title: text(`${'x'.repeat(199)}👋 and more`) },
    asks: { title: 'x'.repeat(199) },
  },
  { name: 'a lead', card: { result: 'lead' }, asks: { result: 'lead' } },
  {
    name: 'owner, label, stage and visibility',
    card: { owner: 'assignee', label: 'hot', stage: 'Won', visibility: 'owner' },
    asks: { owner: 'assignee', label: 'hot', stage: 'Won', visibility: 'owner' },
  },
  { name: 'a fixed value', card: { value: euros }, asks: { value: '99.90', currency: 'EUR' } },
  {
    name: 'a value from a field with money',
    card: { value: fromField },
    fields: { budget: '1200.50 USD' },
    asks: { value: '1200.50', currency: 'USD' },
  },
  {
    name: 'a value from a field with a number',
    card: { value: fromField },
    fields: { budget: '1200' },
    asks: { value: '1200' },
  },
  { name: 'no value from a field that holds none', card: { value: fromField }, fields: { budget: 'a lot' }, asks: {} },
  { name: 'no value from an unknown field', card: { value: fromField }, asks: {} },
  {
    name: 'a CRM activity, due in days from now and without a value',
    card: { result: 'crmActivity', dueInDays: 2, value: euros },
    asks: { result: 'crmActivity', dueAt: '2026-03-03T10:00:00.000Z' },
  },
  { name: 'what is due today', card: { dueInDays: 0 }, asks: { dueAt: '2026-03-01T10:00:00.000Z' } },
];

describe('a result card', () => {
  it.each(CASES)('asks for $name', ({ card, fields = {}, asks }) => {
    const { state, effects } = arriveAt(withCard(card), 'sale', { state: { fields } });
    expect(effects).toEqual([{ ...PLAIN, ...asks }, { type: 'close' }]);
    expect(entryCount(effects)).toBe(2);
    expect(state.resultCards).toEqual(['sale']);
  });

  it('speaks the session’s language', () => {
    const { effects } = arriveAt(withCard({}), 'sale', { context: { language: 'es' } });
    expect(effects[0]).toMatchObject({ title: 'Sale (es)' });
  });

  it('asks once, however often the visitor comes by', () => {
    const { state, effects } = arriveAt(withCard({}), 'sale', { state: { resultCards: ['other', 'sale'] } });
    expect(effects).toEqual([{ type: 'close' }]);
    expect(state.resultCards).toEqual(['other', 'sale']);
  });
});
