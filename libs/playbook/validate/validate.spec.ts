import { readFileSync } from 'node:fs';
import { text } from '../specs/builders.ts';
import { validatePlaybook } from './index.ts';
import { jsonPath } from './problems.ts';
import { type Json, problemsOf, sound } from './test/sound.ts';

const template = (): Json =>
  JSON.parse(readFileSync(new URL('../../../playbooks/live-chat.json', import.meta.url), 'utf8'));

describe('validatePlaybook', () => {
  it('accepts the template', () => {
    expect(problemsOf(template())).toEqual([]);
  });

  it('fills in defaults', () => {
    const validated = validatePlaybook(sound());
    expect(validated).toMatchObject({
      ok: true,
      definition: {
        appearance: { icon: 'chat' },
        cards: { people: { waitSeconds: 60 }, email: { required: true }, ask: { style: 'buttons' } },
      },
    });
  });

  it.each<{ name: string; change: (playbook: Json) => void; problems: string[] }>([
    {
      name: 'unknown keys, at every depth',
      change: (p) => {
        p.extra = 1;
        p.cards.hello.colour = 'red';
        p.cards.ask.choices[1].icon = 'x';
      },
      problems: [
        'unknown_key at cards.hello.colour',
        'unknown_key at cards.ask.choices[1].icon',
        'unknown_key at extra',
      ],
    },
    {
      name: 'an unknown kind of card',
      change: (p) => {
        p.cards.bye.kind = 'goodbye';
      },
      problems: ['unknown_card_kind at cards.bye.kind'],
    },
    {
      name: 'a wrong type and a missing key',
      change: (p) => {
        p.cards.hello.next = 5;
        delete p.cards.email.field;
        p.format = 'two';
      },
      problems: ['invalid_value at format', 'invalid_type at cards.hello.next', 'invalid_type at cards.email.field'],
    },
    {
      name: 'keys that are no card ids and no languages',
      change: (p) => {
        p.cards['1st card'] = p.cards.bye;
        p.cards.hello.text.english = 'Hello';
      },
      problems: ['invalid_key at cards.hello.text.english', 'invalid_key at cards["1st card"]'],
    },
    {
      name: 'problems of meaning beside problems of form',
      change: (p) => {
        p.cards.hello.extra = true;
        p.cards.lead.next = 'nowhere';
        delete p.cards.bye.text.es;
      },
      problems: [
        'unknown_key at cards.hello.extra',
        'missing_language at cards.bye.text.es',
        'dangling_card at cards.lead.next',
      ],
    },
    {
      name: 'exits to cards that do not exist',
      change: (p) => {
        p.cards.ask.choices[1].next = 'toString';
        p.cards.people.offline = 'nowhere';
      },
      problems: [
        'dangling_card at cards.ask.choices[1].next',
        'dangling_card at cards.people.offline',
        'unreachable_card at cards.email',
      ],
    },
    {
      name: 'a start that does not exist',
      change: (p) => {
        p.start = 'nowhere';
      },
      problems: ['start_missing at start'],
    },
    {
      name: 'no cards at all',
      change: (p) => {
        p.cards = {};
      },
      problems: ['start_missing at start'],
    },
    {
      name: 'cards that nothing leads to',
      change: (p) => {
        p.cards.island = { kind: 'message', text: text('Alone'), next: 'shore' };
        p.cards.shore = { kind: 'end' };
      },
      problems: ['unreachable_card at cards.island'],
    },
    {
      name: 'a loop of messages',
      change: (p) => {
        p.cards.bye = { kind: 'message', text: text('Again'), next: 'more' };
        p.cards.more = { kind: 'message', text: text('More'), next: 'bye' };
      },
      problems: ['loop_without_wait at cards.more.next'],
    },
    {
      name: 'a card that leads to itself',
      change: (p) => {
        p.cards.hello.next = 'hello';
        p.cards.hello2 = { ...p.cards.hello, next: 'ask' };
        p.start = 'hello2';
      },
      problems: ['loop_without_wait at cards.hello.next'],
    },
    {
      name: 'a loop of captures, which are passed by once their fields are known',
      change: (p) => {
        p.cards.lead.next = 'email';
        p.cards.ask.choices[1].next = 'bye';
      },
      problems: ['loop_without_wait at cards.lead.next'],
    },
    {
      name: 'a live chat after a live chat',
      change: (p) => {
        p.cards.bye = { kind: 'message', text: text('Once more'), next: 'other' };
        p.cards.other = { kind: 'liveChat', onlineText: text('Calling'), offline: 'end' };
        p.cards.end = { kind: 'end' };
      },
      problems: ['live_chat_repeated at cards.people.offline'],
    },
    {
      name: 'texts that miss a language, and texts in another',
      change: (p) => {
        delete p.cards.ask.choices[0].text.es;
        p.cards.people.unansweredText = { en: 'Nobody', fr: 'Personne' };
        p.cards.email.againText = { es: 'Otra vez' };
        p.cards.lead.title = {};
      },
      problems: [
        'missing_language at cards.ask.choices[0].text.es',
        'missing_language at cards.people.unansweredText.es',
        'unknown_language at cards.people.unansweredText.fr',
        'missing_language at cards.email.againText.en',
        'missing_language at cards.lead.title.en',
        'missing_language at cards.lead.title.es',
      ],
    },
    {
      name: 'a language named twice',
      change: (p) => {
        p.languages = ['en', 'es', 'en'];
      },
      problems: ['duplicate_language at languages[2]'],
    },
    {
      name: 'placeholders that cannot be filled',
      change: (p) => {
        p.cards.hello.text.en = 'Hi {{first}}';
        p.cards.hello.text.es = 'Hola {{person.name';
        p.cards.lead.title.en = '{{person.email}}';
        p.cards.bye.text.en = '   ';
      },
      problems: [
        'unknown_placeholder at cards.hello.text.en',
        'broken_placeholder at cards.hello.text.es',
        'blank_text at cards.lead.title.en',
        'blank_text at cards.bye.text.en',
      ],
    },
    {
      name: 'choices that cannot be told apart',
      change: (p) => {
        p.cards.ask.choices[1].id = 'chat';
        p.cards.ask.choices[1].text.es = ' CHAT ';
      },
      problems: [
        'duplicate_choice at cards.ask.choices[1].id',
        'duplicate_choice_text at cards.ask.choices[1].text.es',
      ],
    },
    {
      name: 'a result without a way to reach the visitor',
      change: (p) => {
        p.cards.ask.choices[1].next = 'lead';
      },
      problems: ['result_without_contact at cards.lead'],
    },
    {
      name: 'a result after a capture of free text only',
      change: (p) => {
        p.cards.email = { ...p.cards.email, field: 'message', type: 'text' };
      },
      problems: ['result_without_contact at cards.lead'],
    },
    {
      name: 'an opening that ends without asking',
      change: (p) => {
        p.cards.hello.next = 'people';
        delete p.cards.ask;
      },
      problems: ['opening_does_not_ask at cards.people'],
    },
    {
      name: 'unsafe keys, wherever they are',
      change: (p) => {
        p.cards.hello = JSON.parse(`{"__proto__": {"kind": "end"}, ${JSON.stringify(p.cards.hello).slice(1)}`);
        p.cards.ask.choices[0].text.constructor = 'x';
      },
      problems: [
        'unsafe_key at cards.hello.__proto__',
        'unsafe_key at cards.ask.choices[0].text.constructor',
        'invalid_key at cards.ask.choices[0].text.constructor',
      ],
    },
    {
      name: 'a card called like a part of every object',
      change: (p) => {
        p.cards.constructor = { kind: 'end' };
        p.cards.lead.next = 'constructor';
        p.cards.ask.choices[1].next = 'bye';
      },
      problems: ['unsafe_key at cards.constructor'],
    },
    {
      name: 'text that cannot be stored',
      change: (p) => {
        p.name = 'a\u0000b';
        p.cards.bye.text.en = 'half \ud83d';
      },
      problems: ['unstorable_text at cards.bye.text.en', 'unstorable_text at name'],
    },
    {
      name: 'more than 1,000 cards',
      change: (p) => {
        for (let n = 0; n < 1_000; n += 1) p.cards[`c${n}`] = { kind: 'end' };
      },
      problems: ['too_many_cards at cards'],
    },
    {
      name: 'more than 512 KiB',
      change: (p) => {
        p.filler = 'é'.repeat(256 * 1024);
      },
      problems: ['playbook_too_large at '],
    },
    {
      name: 'an empty name and a wrong colour',
      change: (p) => {
        p.name = '';
        p.appearance.accent = 'red';
      },
      problems: ['too_small at name', 'invalid_format at appearance.accent'],
    },
  ])('refuses $name', ({ change, problems }) => {
    const playbook = sound();
    change(playbook);
    expect(problemsOf(playbook).sort()).toEqual([...problems].sort());
  });

  it.each<{ name: string; json: unknown }>([
    { name: 'nothing', json: undefined },
    { name: 'null', json: null },
    { name: 'a number', json: 1 },
    { name: 'a text', json: 'playbook' },
    { name: 'a list', json: [sound()] },
    { name: 'an empty object', json: {} },
    { name: 'cards as a list', json: { ...sound(), cards: [{ kind: 'end' }] } },
    { name: 'objects where texts belong', json: { ...sound(), name: { $ne: null }, start: { $ne: null } } },
    { name: 'a null card', json: { ...sound(), cards: { hello: null } } },
    { name: 'a list 100,000 deep', json: JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) },
    { name: 'an object 100,000 deep', json: JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`) },
  ])('answers $name with problems', ({ json }) => {
    const validated = validatePlaybook(json);
    expect(validated).toMatchObject({ ok: false });
    for (const problem of validated.ok ? [] : validated.problems) {
      expect(problem).toEqual({
        path: expect.any(String),
        code: expect.stringMatching(/^[a-z_]+$/),
        message: expect.stringMatching(/\.$/),
      });
    }
  });

  it('tells at most 200 problems and how many more there are', () => {
    const playbook = sound();
    playbook.languages = Array.from({ length: 20 }, (_, n) => `e${String.fromCharCode(97 + n)}`);
    for (let n = 0; n < 3; n += 1) playbook.cards.ask.choices.push({ ...playbook.cards.ask.choices[0], id: `c${n}` });
    const problems = problemsOf(playbook);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toBe('more_problems at ');
  });

  it('is quick with the largest playbooks', () => {
    const playbook = sound();
    const choices = Array.from({ length: 20 }, (_, n) => ({ id: `c${n}`, text: { en: `c${n}` }, next: 'bye' }));
    playbook.languages = ['en'];
    playbook.cards = { bye: { kind: 'end' } };
    for (let n = 0; n < 450; n += 1) {
      playbook.cards[`q${n}`] = {
        kind: 'question',
        text: { en: '?' },
        choices: choices.map((choice, at) => (at === 0 && n > 0 ? { ...choice, next: `q${n - 1}` } : choice)),
      };
    }
    for (let n = 0; n < 500; n += 1) {
      playbook.cards[`m${n}`] = { kind: 'message', text: { en: '.' }, next: n > 0 ? `m${n - 1}` : 'q449' };
    }
    playbook.start = 'm499';
    expect(problemsOf(playbook)).toEqual([]);
  });
});

describe('jsonPath', () => {
  it.each([
    [[], ''],
    [['cards', 'ask', 'choices', 0, 'next'], 'cards.ask.choices[0].next'],
    [['cards', 'live-chat', 'text', 'pt-BR'], 'cards.live-chat.text.pt-BR'],
    [['cards', '1st "card"'], 'cards["1st \\"card\\""]'],
    [[0, 'a'], '[0].a'],
    [['x'.repeat(99)], `["${'x'.repeat(64)}"]`],
  ])('writes %j as %s', (parts, path) => {
    expect(jsonPath(parts)).toBe(path);
  });
});
