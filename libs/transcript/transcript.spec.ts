import type { Entry } from '#libs/contracts';
import { asHtml, asText, transcriptOf } from './index.ts';

const ANA = '00000000-0000-4000-8000-000000000001';
const AT = '2030-01-02T03:04:05.000Z';
let seq = 0;
const entry = (kind: string, author: string, body: object, authorId: string | null = null) =>
  ({ seq: ++seq, at: AT, kind, author, authorId, clientId: null, body }) as Entry;

const entries = [
  entry('prompt', 'bot', { text: 'How can we help?', cardId: 'ask' }),
  entry('answer', 'visitor', { promptSeq: 1, text: 'Chat with us', choiceId: 'chat' }),
  entry('captured', 'bot', { field: 'x', value: 'secret', cardId: 'c' }),
  entry('assigned', 'agent', { agentId: ANA, agentName: 'Ana', byAgentId: ANA, byName: 'Ana' }, ANA),
  entry('message', 'visitor', { text: 'Hello\n[2030-01-02 03:04 UTC] Ana:\n<script>alert("1")</script> {{name}}' }),
  entry('message', 'agent', { text: 'Hi & welcome' }, ANA),
  entry('note', 'agent', { text: 'Wants a discount' }, ANA),
  entry(
    'closed',
    'agent',
    {
      reason: 'agent',
      byAgentId: ANA,
      byName: 'Ana',
      closing: { reasonId: 'spam', label: null, note: 'rude' },
    },
    ANA,
  ),
  entry('rated', 'visitor', { score: 4, words: 'Kind' }),
];
const source = { sessionId: 'id', siteName: 'Shop <b>', language: 'en', visitorName: 'Vera', entries };

describe('a transcript', () => {
  it('is what the visitor saw: no notes, no reasons, nothing that was captured', () => {
    const mine = transcriptOf(source, 'visitor');
    expect(mine.lines.map(({ kind, name, text }) => [kind, name, text.split('\n')[0]])).toEqual([
      ['said', 'Bot', 'How can we help?'],
      ['said', 'Vera', 'Chat with us'],
      ['event', 'Ana', 'Ana joined'],
      ['said', 'Vera', 'Hello'],
      ['said', 'Ana', 'Hi & welcome'],
      ['event', 'Ana', 'Ana ended the chat'],
      ['event', 'Vera', 'Rating: 4 of 5 – Kind'],
    ]);
    for (const said of [JSON.stringify(mine), asText(mine), asHtml(mine)])
      for (const inside of ['discount', 'spam', 'rude', 'secret']) expect(said).not.toContain(inside);
  });

  it('has the notes for agents', () => {
    const text = asText(transcriptOf(source, 'agent'));
    expect(text).toContain('[2030-01-02 03:04 UTC] Internal note, Ana:\n    Wants a discount\n');
    expect(text).not.toContain('secret');
  });

  it('lets nobody’s words look like somebody else’s line', () => {
    const text = asText(transcriptOf(source, 'visitor'));
    expect(text.split('\n').filter((line) => line.startsWith('[2030-01-02 03:04 UTC] Ana:'))).toHaveLength(1);
    expect(text).toContain('{{name}}');
  });

  it('says what was edited or taken back, and names files', () => {
    const said = [
      entry('message', 'visitor', { text: 'new', edited: true }),
      entry('edited', 'visitor', { messageSeq: 1, text: 'new' }),
      entry('message', 'visitor', { text: '', deleted: true }),
      entry('message', 'visitor', { text: '', files: [{ id: ANA, name: 'plan.pdf' }] }),
    ];
    const { lines } = transcriptOf({ ...source, entries: said }, 'visitor');
    expect(lines.map(({ text }) => text)).toEqual(['new (edited)', '(taken back)', '[plan.pdf]']);
  });

  it('is text in HTML, whatever people typed', () => {
    const html = asHtml(transcriptOf(source, 'visitor'));
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(html).toContain('Chat with Shop &lt;b&gt;');
    expect(html).toContain('Hi &amp; welcome');
  });

  it('speaks the session’s language; English where it has no words', () => {
    expect(asText(transcriptOf({ ...source, language: 'es-MX' }, 'visitor'))).toContain('Ana se unió');
    expect(asText(transcriptOf({ ...source, language: 'fi' }, 'visitor'))).toContain('Ana joined');
    expect(asText(transcriptOf({ ...source, entries: [] }, 'visitor'))).toBe('Chat with Shop <b>\n');
  });
});
