import type { Entry, EntryBody, Simulation } from '#libs/contracts';
import { scriptSchema } from '#libs/contracts';
import {
  asDuration,
  awaitsHttp,
  doing,
  nextTimer,
  openPrompt,
  PLAIN_SETUP,
  restarted,
  scriptOf,
  sending,
  undone,
  until,
  type Walk,
} from './state.ts';

const base = { at: '2026-01-05T10:00:00.000Z', authorId: null, clientId: null } as const;
const prompt = (seq: number, body: Partial<EntryBody<'prompt'>> = {}): Entry => ({
  ...base,
  seq,
  kind: 'prompt',
  author: 'bot',
  body: { text: 'What?', cardId: 'ask', ...body },
});
const answer = (seq: number, promptSeq: number): Entry => ({
  ...base,
  seq,
  kind: 'answer',
  author: 'visitor',
  body: { promptSeq, text: 'x' },
});
const timer = (id: string, at: string, passed = false, kind = 'wait') => ({ id, kind, at, passed });

const start: Walk = { setup: PLAIN_SETUP, steps: [] };

describe('a walk', () => {
  test('grows by steps, goes back by one, and begins again under the same circumstances', () => {
    const walk = doing(doing(start, { visitor: 'Hi' }), { choose: 'demo' });
    expect(walk.steps).toEqual([{ visitor: 'Hi' }, { choose: 'demo' }]);
    expect(undone(walk).steps).toEqual([{ visitor: 'Hi' }]);
    expect(undone(start).steps).toEqual([]);
    const abroad = { ...walk, setup: { ...PLAIN_SETUP, language: 'es' } };
    expect(restarted(abroad)).toEqual({ setup: abroad.setup, steps: [] });
  });

  test('is a script as the server takes it', () => {
    const walk: Walk = {
      setup: { ...PLAIN_SETUP, language: 'es', pageUrl: ' https://shop.example/a ', online: true, seed: 7 },
      steps: [{ choose: 'demo' }, { wait: '2h' }, { agent: 'joins' }],
    };
    expect(scriptSchema.parse(scriptOf(walk))).toMatchObject({
      language: 'es',
      pageUrl: 'https://shop.example/a',
      online: true,
      seed: 7,
      steps: walk.steps,
    });
    expect(scriptSchema.parse(scriptOf(start)).pageUrl).toBeUndefined();
  });
});

describe('what is asked now', () => {
  test('is the last prompt until it is answered', () => {
    const asked = [prompt(1), answer(2, 1), prompt(3, { text: 'And?' })];
    expect(openPrompt({ entries: asked, phase: 'bot' })?.text).toBe('And?');
    expect(openPrompt({ entries: [...asked, answer(4, 3)], phase: 'bot' })).toBeNull();
    expect(openPrompt({ entries: [], phase: 'bot' })).toBeNull();
  });

  test('is nothing while people lead', () => {
    expect(openPrompt({ entries: [prompt(1)], phase: 'waiting' })).toBeNull();
  });
});

describe('what the visitor sends', () => {
  const body = (input: EntryBody<'prompt'>['input'], more = {}): EntryBody<'prompt'> => ({
    text: 'What?',
    cardId: 'ask',
    ...(input && { input }),
    ...more,
  });

  test.each([
    ['words where nothing is asked', null, { visitor: 'x' }],
    ['words where choices are offered', body(undefined, { choices: [] }), { visitor: 'x' }],
    ['an answer where something is asked', body('email'), { answer: 'x' }],
    ['an answer with the box', body('email', { consent: { text: 'OK?' } }), { answer: 'x', consent: true }],
    ['a file', body('file'), { upload: 'x' }],
  ])('%s', (_, asked, step) => {
    expect(sending(asked, 'x', true)).toEqual(step);
  });
});

describe('time', () => {
  test.each([
    [1, '1s'],
    [90, '90s'],
    [120, '2m'],
    [7_200, '2h'],
    [2_592_000, '30d'],
    [0.2, '1s'],
    [-5, '1s'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(asDuration(seconds)).toBe(text);
  });

  test('the next timer is the earliest that has not gone off', () => {
    const timers = [
      timer('b', '2026-01-05T11:00:00.000Z'),
      timer('a', '2026-01-05T10:00:30.000Z'),
      timer('x', '2026-01-05T10:00:20.000Z', true),
      timer('called off', '2026-01-05T09:00:00.000Z'),
    ];
    const endedAt = '2026-01-05T10:00:00.000Z';
    const next = nextTimer({ timers, endedAt });
    expect(next?.id).toBe('a');
    expect(next && until(next, endedAt)).toBe('30s');
    expect(nextTimer({ timers: [], endedAt })).toBeNull();
  });
});

describe('another service', () => {
  const asked: Entry = {
    ...base,
    seq: 1,
    kind: 'httpRequested',
    author: 'bot',
    body: { callId: 'call', cardId: 'look' },
  };
  const answered: Entry = {
    ...base,
    seq: 2,
    kind: 'httpAnswered',
    author: 'system',
    body: { requestSeq: 1, cardId: 'look', ok: true, fields: {} },
  };
  const timers: Simulation['timers'] = [timer('h', '2026-01-05T10:01:00.000Z', false, 'http')];

  test('is waited for until it answers or is given up', () => {
    expect(awaitsHttp({ entries: [asked], timers })).toBe(true);
    expect(awaitsHttp({ entries: [asked, answered], timers })).toBe(false);
    expect(awaitsHttp({ entries: [asked], timers: timers.map((one) => ({ ...one, passed: true })) })).toBe(false);
    expect(awaitsHttp({ entries: [], timers })).toBe(false);
  });
});
