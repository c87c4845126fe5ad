import fc from 'fast-check';
import { LIMITS, type RichBlock, type RichSpan } from '#libs/contracts';
import { parseMarkup, richOf } from './markup.ts';
import { markupIn, type Words, wordsOf } from './words.ts';

const wordsIn = (text: string, values: Record<string, string> = {}): Words => wordsOf(parseMarkup(text), values);

const bold = (text: string): RichSpan => ({ text, bold: true });
const italic = (text: string): RichSpan => ({ text, italic: true });
const link = (text: string, href: string): RichSpan => ({ text, href });
const plain = (text: string): RichSpan => ({ text });
const paragraph = (...spans: RichSpan[]): RichBlock => ({ type: 'paragraph', spans });
const bullets = (...items: RichSpan[][]): RichBlock => ({ type: 'bullets', items });

const spansIn = (rich: readonly RichBlock[] = []): RichSpan[] =>
  rich.flatMap((block) => (block.type === 'paragraph' ? block.spans : block.items.flat()));
const hrefsIn = (words: Words): string[] =>
  spansIn(words.rich).flatMap(({ href }) => (href === undefined ? [] : [href]));

describe('what has a form', () => {
  it.each<[string, string, RichBlock[]]>([
    ['**a**', 'a', [paragraph(bold('a'))]],
    ['*a*', 'a', [paragraph(italic('a'))]],
    ['***a***', 'a', [paragraph({ text: 'a', bold: true, italic: true })]],
    ['a **b c** d *e*.', 'a b c d e.', [paragraph(plain('a '), bold('b c'), plain(' d '), italic('e'), plain('.'))]],
    ['**a *b* c**', 'a b c', [paragraph(bold('a '), { text: 'b', bold: true, italic: true }, bold(' c'))]],
    ['**a *b** c*', 'a b c', [paragraph(bold('a '), { text: 'b', bold: true, italic: true }, italic(' c'))]],
    ['***a** b*', 'a b', [paragraph({ text: 'a', bold: true, italic: true }, italic(' b'))]],
    ['这是**粗体**文字', '这是粗体文字', [paragraph(plain('这是'), bold('粗体'), plain('文字'))]],
    ['[us](https://x.io)', 'us', [paragraph(link('us', 'https://x.io'))]],
    [
      'see [us](http://x.io/a?b=c#d)!',
      'see us!',
      [paragraph(plain('see '), link('us', 'http://x.io/a?b=c#d'), plain('!'))],
    ],
    [
      '[mail](mailto:a@x.io), [call](tel:+4930123)',
      'mail, call',
      [paragraph(link('mail', 'mailto:a@x.io'), plain(', '), link('call', 'tel:+4930123'))],
    ],
    ['**[us](https://x.io)**', 'us', [paragraph({ text: 'us', bold: true, href: 'https://x.io' })]],
    [
      '[**us** all](https://x.io)',
      'us all',
      [paragraph({ text: 'us', bold: true, href: 'https://x.io' }, link(' all', 'https://x.io'))],
    ],
    ['[a [b](https://x.io)', '[a b', [paragraph(plain('[a '), link('b', 'https://x.io'))]],
    ['[a]b](https://x.io)', 'a]b', [paragraph(link('a]b', 'https://x.io'))]],
    [String.raw`[a](https://x.io/b_\(c\))`, 'a', [paragraph(link('a', 'https://x.io/b_(c)'))]],
    ['[a](https://x.io/*b*)', 'a', [paragraph(link('a', 'https://x.io/*b*'))]],
    ['- a\n- **b**', '• a\n• b', [bullets([plain('a')], [bold('b')])]],
    [
      'Hi:\n- a\n-  b\nbye',
      'Hi:\n• a\n• b\nbye',
      [paragraph(plain('Hi:')), bullets([plain('a')], [plain('b')]), paragraph(plain('bye'))],
    ],
    ['- a\n\n- b', '• a\n\n• b', [bullets([plain('a')]), bullets([plain('b')])]],
    ['*a*\nb\n\nc', 'a\nb\n\nc', [paragraph(italic('a'), plain('\n'), plain('b')), paragraph(plain('c'))]],
    ['*a*\r\nb', 'a\nb', [paragraph(italic('a'), plain('\n'), plain('b'))]],
  ])('%j is %j', (text, said, rich) => {
    expect(wordsIn(text)).toEqual({ text: said, rich });
  });
});

describe('what has none', () => {
  it.each([
    ['plain', 'plain'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['2*3*4', '2*3*4'],
    ['**a', '**a'],
    ['a*', 'a*'],
    ['*a\nb*', '*a\nb*'],
    ['** a **', '** a **'],
    ['****a****', '****a****'],
    ['snake_case_name', 'snake_case_name'],
    [String.raw`\*a\* \[b\]\(c\) \\`, '*a* [b](c) \\'],
    [String.raw`\- a`, '- a'],
    [String.raw`C:\dir\n`, String.raw`C:\dir\n`],
    ['-a', '-a'],
    ['a\n\n\n\nb', 'a\n\n\n\nb'],
    ['[a] (https://x.io)', '[a] (https://x.io)'],
    ['[](https://x.io)', '[](https://x.io)'],
    ['[a](https://x.io', '[a](https://x.io'],
    ['[a](https://x.io )', '[a](https://x.io )'],
    ['<b>a</b> &amp; `c`', '<b>a</b> &amp; `c`'],
  ])('%j stays %j', (text, said) => {
    expect(wordsIn(text)).toEqual({ text: said });
  });

  it.each([
    'javascript:alert(1)',
    'javascript:alert%281%29',
    ' javascript:x',
    'JaVaScRiPt:x',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//x.io',
    '/path',
    'x.io',
    '',
    'https:',
    'https://',
    'https:///x.io',
    'https://a@x.io',
    'https://x.io\\@y.io',
    'https:\\\\x.io',
    'https://x.io/"onclick=',
    'https://x.io/<b>',
    'https://x .io',
    'https://x.io:port/',
    '{{url}}',
    'https://{{host}}',
    'https://{{host}}.x.io/',
    'https://x.{{tld}}/',
    'https://x.io{{rest}}',
    '{{scheme}}://x.io/',
  ])('a link to %j is none', (target) => {
    const { text, rich } = wordsIn(`[a](${target})`, {
      url: 'https://x.io',
      host: 'y.io',
      rest: '.y.io/',
      scheme: 'https',
    });
    expect(rich).toBeUndefined();
    expect(text).toContain('[a](');
  });
});

describe('what is filled in', () => {
  it.each<[string, Record<string, string>, Words]>([
    ['Hi **{{name}}**', { name: 'Ana' }, { text: 'Hi Ana', rich: [paragraph(plain('Hi '), bold('Ana'))] }],
    ['Hi **{{name|you}}**', {}, { text: 'Hi you', rich: [paragraph(plain('Hi '), bold('you'))] }],
    ['Hi {{name}}', { name: '**[x](https://y.io)** *z*' }, { text: 'Hi **[x](https://y.io)** *z*' }],
    ['{{name}}', { name: '- a\n- b' }, { text: '- a\n- b' }],
    ['**{{name}}**', { name: '**' }, { text: '**', rich: [paragraph(bold('**'))] }],
    ['*{{name}}*', {}, { text: '' }],
    ['*{{name}}* a', {}, { text: 'a', rich: [paragraph(plain(' a'))] }],
    ['{{name|**a** [b](c)}}', {}, { text: '**a** [b](c)' }],
    ['{{name|a\n- b}}', {}, { text: 'a\n- b' }],
    ['- {{a}}\n- {{b}}', { a: 'x' }, { text: '• x\n•', rich: [bullets([plain('x')])] }],
    ['[{{a}}](https://x.io)', {}, { text: '' }],
    [
      '[go](https://x.io/?mail={{person.email}}&n={{n|a b}})',
      { 'person.email': 'a+b@x.io&x=1' },
      { text: 'go', rich: [paragraph(link('go', 'https://x.io/?mail=a%2Bb%40x.io%26x%3D1&n=a%20b'))] },
    ],
    ['[go](mailto:{{m}})', { m: 'a+b@x.io' }, { text: 'go', rich: [paragraph(link('go', 'mailto:a+b@x.io'))] }],
    ['[go](tel:{{t}})', { t: '+4930' }, { text: 'go', rich: [paragraph(link('go', 'tel:+4930'))] }],
    [
      '[go](https://x.io/{{p}})',
      { p: '../"><)\n' },
      { text: 'go', rich: [paragraph(link('go', 'https://x.io/..%2F%22%3E%3C)%0A'))] },
    ],
    ['[go](https://x.io/{{p}})', { p: 'x'.repeat(2_000) }, { text: 'go', rich: [paragraph(plain('go'))] }],
  ])('%j with %j', (text, values, words) => {
    expect(wordsIn(text, values)).toEqual(words);
  });

  it('loses its form where it is longer than a message, and is cut', () => {
    const long = '**{{a}}{{a}}{{a}}{{a}}{{a}}**';
    const a = 'x'.repeat(4_000);
    expect(wordsIn(long, { a })).toEqual({ text: 'x'.repeat(LIMITS.messageLength) });
    const many = '[a](https://x.io/?q={{a}})'.repeat(20);
    expect(wordsIn(many, { a: 'x'.repeat(1_500) })).toEqual({ text: 'a'.repeat(20) });
  });
});

describe('markupIn', () => {
  it('keeps what it read for each language, also of a text that several playbooks share', () => {
    const text = { en: '*a*', es: '**b**' };
    expect(markupIn(text, 'es', 'en')).toBe(markupIn(text, 'fr', 'es'));
    expect(markupIn(text, 'fr', 'en')).toEqual(parseMarkup('*a*'));
    expect(markupIn({ ...text }, 'es', 'en')).not.toBe(markupIn(text, 'es', 'en'));
  });
});

/** Pieces from which hostile texts are made. */
const PARTS = [
  '*',
  '**',
  '***',
  '[',
  ']',
  '(',
  ')',
  '](',
  '[a](https://x.io)',
  '{{',
  '}}',
  '{{f}}',
  '{{f|',
  '\\',
  '\n',
  '- ',
  ' ',
  'a',
  '1',
  'https://x.io/',
  'javascript:',
  '👋',
  '\ud83d',
];
const texts = fc.oneof(
  fc.string(),
  fc.array(fc.constantFrom(...PARTS), { maxLength: 60 }).map((parts) => parts.join('')),
);
const SAFE = /^(?:https?:\/\/[^\s/?#@\\]+(?:[/?#][^\s<>"\\]*)?|(?:mailto|tel):[^\s<>"\\]*)$/i;

describe('whatever a text is', () => {
  it('says the same with form as without, and links to nothing but what may be linked to', () => {
    const bare = (text: string) => text.replace(/[\s•]/g, '');
    const seen = { rich: 0, links: 0 };
    fc.assert(
      fc.property(texts, texts, (text, value) => {
        const words = wordsIn(text, { f: value });
        if (!words.rich) return;
        seen.rich += 1;
        expect(
          bare(
            spansIn(words.rich)
              .map((span) => span.text)
              .join(''),
          ),
        ).toBe(bare(words.text));
        for (const href of hrefsIn(words)) expect(href).toMatch(SAFE);
        seen.links += hrefsIn(words).length;
      }),
      { numRuns: 2_000 },
    );
    expect(seen.rich).toBeGreaterThan(100);
    expect(seen.links).toBeGreaterThan(50);
  });

  it('has the form that its author gave it, whatever is filled in', () => {
    const formOf = (text: string, value: string) => {
      const { blocks } = parseMarkup(text);
      return richOf(blocks ?? [], { f: value }).map((block) =>
        (block.type === 'paragraph' ? [block.spans] : block.items).map((spans) =>
          spans.map((span) => [span.bold, span.italic, span.href !== undefined]),
        ),
      );
    };
    fc.assert(
      fc.property(
        texts,
        texts.filter((value) => value !== ''),
        (text, value) => {
          expect(formOf(text, value)).toEqual(formOf(text, 'x'));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each(['*a ', '**', '* ', '[', '](', '[a](', '[a](https://x', '{{a|', '{{a ', '\\', '- \n', '[*', '{{ {{'])(
    'takes time in proportion to its length: %j again and again',
    (part) => {
      const from = performance.now();
      parseMarkup(part.repeat(200_000 / part.length));
      // takes 0.1 s; quadratic time would take more than 20 s
      expect(performance.now() - from).toBeLessThan(5_000);
    },
  );
});
