import { mentionsOf } from './mentions.ts';

const agents = [
  { id: 'ana', name: 'Ana Silva' },
  { id: 'anna', name: 'Anna' },
  { id: 'costa', name: 'Ana Costa' },
  { id: 'ben', name: 'Ben Carter' },
  { id: 'jose', name: 'José Núñez' },
];

it.each([
  ['@Ben please look', ['ben']],
  ['please, @ben carter!', ['ben']],
  ['(@José) y @ben', ['jose', 'ben']],
  ['@Ana Silva and @ana costa', ['ana', 'costa']],
  ['@Ana', []],
  ['@Anna', ['anna']],
  ['@Benjamin', []],
  ['ben@ben.example', []],
  ['@ben @ben', ['ben']],
  ['@', []],
  ['nobody', []],
])('%j names %j', (text, ids) => {
  expect(mentionsOf(text, agents)).toEqual(ids);
});

it('of two with one name both are meant', () => {
  expect(mentionsOf('@Kim Lee', [...agents, { id: 'k1', name: 'Kim Lee' }, { id: 'k2', name: 'Kim Lee' }])).toEqual([
    'k1',
    'k2',
  ]);
});
