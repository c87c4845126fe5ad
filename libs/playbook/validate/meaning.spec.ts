import { text } from '../specs/builders.ts';
import { validatePlaybook } from './index.ts';
import { type Json, problemsOf, sound } from './test/sound.ts';

/** `sound` with a card "more" behind "again", and other changes. */
const withCard = (more: Json, change: Json = {}): Json => {
  const playbook = sound();
  playbook.cards.ask.choices[1].next = 'more';
  playbook.cards.more = { next: 'bye', ...more };
  return Object.assign(playbook, change);
};

const when = (rule: Json, change: Json = {}): Json =>
  withCard({ kind: 'condition', branches: [{ when: rule, next: 'bye' }], otherwise: 'bye', next: undefined }, change);
const capture = (more: Json): Json =>
  withCard({ kind: 'capture', field: 'topic', type: 'text', text: text('Say'), ...more });
const http = (more: Json): Json => withCard({ kind: 'http', url: 'https://example.com/', failed: 'bye', ...more });
const message = (more: Json): Json => withCard({ kind: 'message', text: text('Hm'), ...more });
const hours = (more: Json): Json =>
  Object.assign(sound(), {
    openingHours: { timeZone: 'Europe/Lisbon', week: { monday: [{ from: '09:00', to: '17:00' }] }, ...more },
  });
const tests = (...steps: Json[]): Json => Object.assign(sound(), { tests: [{ name: 'A visitor', script: { steps } }] });
const deep = (levels: number): Json =>
  levels === 1 ? { test: 'visit', is: 'first' } : { test: 'not', rule: deep(levels - 1) };
const experiments = { tone: { arms: [{ id: 'warm' }, { id: 'dry', weight: 3 }] } };
const link = (target: string): Json => message({ text: text(`[here](${target})`) });

type Case = [name: string, playbook: Json, problems: string[]];

const CASES: Record<string, Case[]> = {
  texts: [
    [
      'of fields that cards fill',
      message({ text: text('{{person.email|x}} {{ topic | y }} a') }),
      ['unknown_placeholder at cards.more.text.en', 'unknown_placeholder at cards.more.text.es'],
    ],
    [
      'of a field that an answer fills',
      http({
        url: 'https://example.com/?q={{tier}}',
        save: [{ path: 'a.0', field: 'tier' }],
        headers: { 'X-Tier': '{{tier}}' },
        body: { list: ['{{tier}} {{person.name}}'] },
      }),
      [],
    ],
    [
      'in templates',
      http({
        url: 'https://example.com/?q={{tear}}',
        headers: { 'X-Tier': '{{tear' },
        body: { list: [{ a: '{{tear}}' }] },
      }),
      [
        'broken_placeholder at cards.more.headers.X-Tier',
        'unknown_placeholder at cards.more.body.list[0].a',
        'unknown_placeholder at cards.more.url',
      ],
    ],
    [
      'of the place in the queue, elsewhere',
      message({ text: text('You are number {{queue.place}}') }),
      ['unknown_placeholder at cards.more.text.en', 'unknown_placeholder at cards.more.text.es'],
    ],
    [
      'that come out empty without their form',
      message({ text: text('[ ](https://example.com)', '{{person.name}}') }),
      ['blank_text at cards.more.text.en', 'blank_text at cards.more.text.es'],
    ],
    ['with links', link('https://example.com/a?b={{person.email}}'), []],
    ['with an e-mail address', link('mailto:us@example.com'), []],
    ['with a phone number', link('tel:+351210000000'), []],
    ['with brackets that are no link', message({ text: text('[a\\](javascript:b)') }), []],
    ...[
      'javascript:alert(1',
      'data:text/html,x',
      'https://{{person.name}}/',
      '//example.com',
      'https://ana:x@example.com/',
    ].map(
      (target): Case => [
        `with a link to ${target}`,
        link(target),
        ['unsafe_link at cards.more.text.en', 'unsafe_link at cards.more.text.es'],
      ],
    ),
  ],
  messages: [
    [
      'with variants',
      message({
        text: undefined,
        variants: [
          { id: 'a', text: text('A') },
          { id: 'b', text: text('B') },
        ],
      }),
      [],
    ],
    ['with neither', message({ text: undefined }), ['text_or_variants at cards.more']],
    [
      'with both',
      message({
        variants: [
          { id: 'a', text: text('A') },
          { id: 'a', text: text('B') },
        ],
      }),
      ['duplicate_variant at cards.more.variants[1].id', 'text_or_variants at cards.more'],
    ],
    ['with an image', message({ image: { url: 'https://example.com/a.png', alt: text('A') } }), []],
    [
      'with an image that asks for a password',
      message({ image: { url: 'https://a:b@example.com/', alt: { en: 'A' } } }),
      ['missing_language at cards.more.image.alt.es', 'unsafe_url at cards.more.image.url'],
    ],
    [
      'with an image without https',
      message({ image: { url: 'http://example.com/a.png', alt: text('A') } }),
      ['invalid_format at cards.more.image.url'],
    ],
  ],
  captures: [
    ['of money', capture({ type: 'money', field: 'deal.value', min: 1, max: 1, currency: 'EUR' }), []],
    ['of a rating', capture({ type: 'rating', max: 10 }), []],
    [
      'of nothing that the CRM keeps there',
      capture({ field: 'deal.value' }),
      ['wrong_capture_type at cards.more.type'],
    ],
    ['of an e-mail as text', capture({ field: 'person.email' }), ['wrong_capture_type at cards.more.type']],
    [
      'with settings of other types',
      capture({ min: 1, max: 2, currency: 'EUR', country: 'PT' }),
      [
        'setting_without_meaning at cards.more.country',
        'setting_without_meaning at cards.more.currency',
        'setting_without_meaning at cards.more.max',
        'setting_without_meaning at cards.more.min',
      ],
    ],
    ['with the least above the most', capture({ type: 'number', min: 2, max: 1 }), ['wrong_range at cards.more.min']],
    [
      'of a rating out of bounds',
      capture({ type: 'rating', min: 0, max: 11 }),
      ['wrong_range at cards.more.max', 'wrong_range at cards.more.min'],
    ],
    ['of a rating in halves', capture({ type: 'rating', max: 4.5 }), ['wrong_range at cards.more.max']],
    ['without a way on', capture({ next: undefined }), ['missing_exit at cards.more.next']],
  ],
  requests: [
    ['to a host', http({ url: 'https://example.com:8443/{{message}}?a=b#c' }), []],
    ...[
      'http://example.com/',
      'ftp://example.com/',
      'example.com',
      '//example.com/',
      'https://',
      'https:///path',
      'https://{{message}}/',
      'https://example.com{{message}}',
      'https://{{message}}.example.com/',
      'https://ana:secret@example.com/',
      'https://example.com\\@evil.example/',
      'https://exa mple.com/',
      'https://example.com/\n',
      'https://example.com:99999/',
      '{{message}}',
    ].map((url): Case => [`to ${JSON.stringify(url)}`, http({ url }), ['unsafe_url at cards.more.url']]),
    ['with headers of its own', http({ headers: { Authorization: 'Bearer x', 'X-A': '{{message}}' } }), []],
    [
      'with headers that are not its own',
      http({
        headers: { Host: 'x', 'content-length': '1', Connection: 'close', 'x-a': '1', 'X-A': '2', 'X-B': 'a\r\nb' },
      }),
      [
        'unsafe_header at cards.more.headers.Connection',
        'unsafe_header at cards.more.headers.Host',
        'unsafe_header at cards.more.headers.X-A',
        'unsafe_header at cards.more.headers.X-B',
        'unsafe_header at cards.more.headers.content-length',
      ],
    ],
    ['with a header that is none', http({ headers: { 'X A': '1' } }), ['invalid_key at cards.more.headers["X A"]']],
    [
      'that keep what cannot be found',
      http({
        save: [
          { path: 'a..b', field: 'tier' },
          { path: '__proto__.x', field: 'tier' },
        ],
      }),
      ['unsafe_path at cards.more.save[0].path', 'unsafe_path at cards.more.save[1].path'],
    ],
  ],
  meetings: [
    [
      'at an unsafe place',
      withCard({
        kind: 'meeting',
        text: text('Meet'),
        linkText: text('Book'),
        url: 'https://{{person.name}}.example.com',
        later: 'bye',
      }),
      ['unsafe_url at cards.more.url'],
    ],
  ],
  rules: [
    [
      'of all kinds',
      when(
        {
          test: 'all',
          rules: [
            { test: 'field', field: 'deal.value', compare: 'more', value: '1200.50 EUR' },
            { test: 'field', field: 'message', compare: 'before', value: '2026-01-31' },
            { test: 'field', field: 'message', compare: 'contains', value: 'x' },
            { test: 'field', field: 'person.name' },
            { test: 'hours', are: 'open' },
            { test: 'team', is: 'online', team: 'Sales' },
            { test: 'qualified', is: false },
            { test: 'arm', experiment: 'tone', is: 'dry' },
          ],
        },
        { experiments },
      ),
      [],
    ],
    [
      'about a field that nobody fills',
      when({ test: 'field', field: 'tier' }),
      ['unknown_field at cards.more.branches[0].when.field'],
    ],
    [
      'that compare with nothing',
      when({ test: 'field', field: 'message', compare: 'is' }),
      ['comparison_without_value at cards.more.branches[0].when.compare'],
    ],
    [
      'that compare in no way',
      when({ test: 'field', field: 'message', value: 'x' }),
      ['value_without_comparison at cards.more.branches[0].when.value'],
    ],
    [
      'that compare a text with a number',
      when({ test: 'field', field: 'message', compare: 'less', value: 'many' }),
      ['wrong_value at cards.more.branches[0].when.value'],
    ],
    [
      'that compare a text with a date',
      when({ test: 'field', field: 'message', compare: 'after', value: '2026-13-01' }),
      ['wrong_value at cards.more.branches[0].when.value'],
    ],
    ['5 deep', when(deep(5)), []],
    ['6 deep', when(deep(6)), ['rules_too_deep at cards.more.branches[0].when.rule.rule.rule.rule.rule']],
    [
      'nested deeper than the engine reads',
      when(deep(20)),
      ['too_deep at cards.more.branches[0].when.rule.rule.rule.rule.rule.rule.rule.rule.rule.rule.rule'],
    ],
    [
      'about an experiment that there is not',
      when({ test: 'arm', experiment: 'colour', is: 'red' }, { experiments }),
      ['unknown_experiment at cards.more.branches[0].when.experiment'],
    ],
    [
      'about an experiment of every object',
      when({ test: 'arm', experiment: 'toString', is: 'red' }),
      ['unknown_experiment at cards.more.branches[0].when.experiment'],
    ],
    [
      'about an arm that there is not',
      when({ test: 'arm', experiment: 'tone', is: 'red' }, { experiments }),
      ['unknown_arm at cards.more.branches[0].when.is'],
    ],
    [
      'about arms that cannot be told apart',
      Object.assign(sound(), {
        experiments: { tone: { arms: [{ id: 'warm' }, { id: 'warm' }] } },
      }),
      ['duplicate_arm at experiments.tone.arms[1].id'],
    ],
    ['about no test', when({ test: 'mood', is: 'good' }), ['invalid_union at cards.more.branches[0].when.test']],
  ],
  results: [
    [
      'worth a field',
      withCard({
        kind: 'result',
        result: 'deal',
        title: text('Deal'),
        value: { field: 'budget' },
      }),
      ['result_without_contact at cards.more', 'unknown_field at cards.more.value.field'],
    ],
  ],
  hours: [
    [
      'of several windows',
      hours({
        week: {
          monday: [
            { from: '13:00', to: '24:00' },
            { from: '09:00', to: '13:00' },
          ],
          sunday: [],
        },
        holidays: [{ date: '2026-12-25' }],
      }),
      [],
    ],
    ['of no time zone', hours({ timeZone: 'Europe/Atlantis' }), ['unknown_time_zone at openingHours.timeZone']],
    ['of an offset', hours({ timeZone: '+02:00' }), ['unknown_time_zone at openingHours.timeZone']],
    [
      'that end before they begin',
      hours({ week: { monday: [{ from: '17:00', to: '09:00' }] } }),
      ['wrong_window at openingHours.week.monday[0]'],
    ],
    [
      'that overlap',
      hours({
        week: {
          monday: [
            { from: '09:00', to: '13:00' },
            { from: '12:59', to: '17:00' },
          ],
        },
        holidays: [
          {
            date: '2026-12-24',
            windows: [
              { from: '09:00', to: '12:00' },
              { from: '09:00', to: '12:00' },
            ],
          },
        ],
      }),
      [
        'overlapping_windows at openingHours.holidays[0].windows[1]',
        'overlapping_windows at openingHours.week.monday[1]',
      ],
    ],
    [
      'with a holiday twice',
      hours({ holidays: [{ date: '2026-12-25' }, { date: '2026-12-25' }] }),
      ['duplicate_holiday at openingHours.holidays[1].date'],
    ],
    [
      'with a day that there is not',
      hours({ holidays: [{ date: '2026-02-30' }] }),
      ['invalid_format at openingHours.holidays[0].date'],
    ],
    ['that never come', hours({ week: { monday: [] } }), ['never_open at openingHours.week']],
  ],
  tests: [
    ['of cards and choices', tests({ choose: 'chat' }, { expect: { card: 'people' } }), []],
    [
      'of cards and choices that there are not',
      tests({ choose: 'phone' }, { expect: { card: 'phone' } }),
      ['dangling_card at tests[0].script.steps[1].expect.card', 'unknown_choice at tests[0].script.steps[0].choose'],
    ],
    [
      'with one name',
      Object.assign(sound(), {
        tests: [
          { name: 'A', script: { steps: [] } },
          { name: 'A', script: { steps: [] } },
        ],
      }),
      ['duplicate_test at tests[1].name'],
    ],
  ],
  formats: [
    ['of a later release', { format: 3, anything: true }, ['unknown_format at format']],
    ['before the first', { ...sound(), format: 0 }, ['unknown_format at format']],
    ['that is missing', { ...sound(), format: undefined }, ['invalid_value at format']],
  ],
};

describe.each(Object.entries(CASES))('%s', (_, cases) => {
  it.each(cases)('%s', (_name, playbook, problems) => {
    expect(problemsOf(JSON.parse(JSON.stringify(playbook))).sort()).toEqual(problems);
  });
});

it('checks parts of the right form beside parts of the wrong form', () => {
  const playbook = sound();
  playbook.cards.hello.text = 5;
  playbook.openingHours = { timeZone: 'Nowhere', week: {} };
  playbook.experiments = { tone: { arms: [] } };
  playbook.tests = [{ name: '' }, { name: 'A', script: { steps: [{ expect: { card: 'nowhere' } }] } }];
  expect(problemsOf(playbook).sort()).toEqual([
    'dangling_card at tests[1].script.steps[0].expect.card',
    'invalid_type at cards.hello.text',
    'invalid_type at tests[0].script',
    'never_open at openingHours.week',
    'too_small at experiments.tone.arms',
    'too_small at tests[0].name',
    'unknown_time_zone at openingHours.timeZone',
  ]);
});

it('takes other limits', () => {
  expect(problemsOf(sound(), { cards: 6 })).toEqual([]);
  expect(problemsOf(sound(), { cards: 5 })).toEqual(['too_many_cards at cards']);
  expect(problemsOf(sound(), { playbookBytes: 100 })).toEqual(['playbook_too_large at ']);
});

it('leaves what it checks as it is', () => {
  const playbook = sound();
  const before = JSON.stringify(playbook);
  validatePlaybook(playbook);
  expect(JSON.stringify(playbook)).toBe(before);
});
