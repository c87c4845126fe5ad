import type { Entry, EntryBody, EntryKind, EntryView } from '#libs/contracts';
import type { OutboxItem } from './outbox.ts';
import { rowsOf, storyOf, unreadAfter } from './story.ts';

const AGENT = '00000000-0000-7000-8000-0000000000a1';
const BEN = '00000000-0000-7000-8000-0000000000b1';
const ids = { agentId: AGENT, byAgentId: AGENT };

function entry<K extends EntryKind>(
  seq: number,
  kind: K,
  author: Entry['author'],
  body: EntryBody<K>,
  clientId: string | null = null,
): EntryView {
  return { seq, at: '2026-01-01T10:00:00.000Z', kind, author, authorId: null, clientId, body } as EntryView;
}
const greeting = entry(1, 'message', 'bot', { text: 'Hi', cardId: 'welcome' });
const question = entry(2, 'prompt', 'bot', {
  text: 'How can we help?',
  cardId: 'ask',
  choices: [{ id: 'chat', text: 'Chat with us' }],
});
const chose = entry(3, 'answer', 'visitor', { promptSeq: 2, choiceId: 'chat', text: 'Chat with us' }, 'client-0001');
const called = entry(4, 'phaseChanged', 'bot', { from: 'bot', to: 'waiting', reason: 'people_called' });
const assigned = entry(5, 'assigned', 'agent', { ...ids, agentName: 'Ana Silva', byName: 'Ana Silva' });
const reassigned = entry(6, 'reassigned', 'agent', {
  fromAgentId: AGENT,
  fromName: 'Ana Silva',
  agentId: BEN,
  agentName: 'Ben Carter',
  byAgentId: AGENT,
  byName: 'Ana Silva',
});
const closed = entry(7, 'closed', 'agent', { reason: 'agent', byAgentId: BEN, byName: 'Ben Carter' });
const capture = (seq: number) =>
  entry(seq, 'prompt', 'bot', { text: 'Your e-mail?', cardId: 'askEmail', input: 'email', skippable: true });

describe('storyOf', () => {
  it('walks from the bot over the wait and two agents to the close', () => {
    const walk = [greeting, question, chose, called, assigned, reassigned, closed];
    const stories = walk.map((_, index) => storyOf(walk.slice(0, index + 1), null));
    expect(stories.map(({ phase }) => phase)).toEqual(['bot', 'bot', 'bot', 'waiting', 'live', 'live', 'closed']);
    expect(stories.map(({ agentName }) => agentName)).toEqual([
      null,
      null,
      null,
      null,
      'Ana Silva',
      'Ben Carter',
      'Ben Carter',
    ]);
    expect(stories.map(({ openPrompt }) => openPrompt?.seq ?? null)).toEqual([null, 2, null, null, null, null, null]);
  });

  it('opens only the last prompt, also when it asks again', () => {
    const invalid = entry(4, 'message', 'visitor', { text: 'not an address' });
    expect(storyOf([greeting, question, capture(3)], null).openPrompt?.seq).toBe(3);
    expect(storyOf([greeting, question, capture(3), invalid], null).openPrompt).toBeNull();
    expect(storyOf([greeting, question, capture(3), invalid, capture(5)], null).openPrompt?.seq).toBe(5);
  });

  it('leaves the choices open when words were typed beside them', () => {
    const words = entry(3, 'message', 'visitor', { text: 'hm' });
    expect(storyOf([greeting, question, words], null).openPrompt?.seq).toBe(2);
  });

  it('gives the lead back to the bot on the offline path', () => {
    const back = entry(5, 'phaseChanged', 'bot', { from: 'waiting', to: 'bot', reason: 'nobody_picked_up' });
    const story = storyOf([greeting, question, chose, called, back, capture(6)], null);
    expect(story).toMatchObject({ phase: 'bot', agentName: null, openPrompt: expect.objectContaining({ seq: 6 }) });
  });

  it('gives the lead back to the bot when the agent hands the visitor back', () => {
    const back = entry(6, 'handedBack', 'agent', { byAgentId: AGENT, byName: 'Ana Silva' });
    const story = storyOf([greeting, question, chose, called, assigned, back, capture(7)], null);
    expect(story).toMatchObject({ phase: 'bot', agentName: null, openPrompt: expect.objectContaining({ seq: 7 }) });
  });

  it('knows whether there is somebody to rate, and whether that was done', () => {
    expect(storyOf([greeting, question, chose], null)).toMatchObject({ metPeople: false, rated: false });
    const closed = entry(6, 'closed', 'agent', { reason: 'agent' });
    const talked = [greeting, question, chose, called, assigned, closed];
    expect(storyOf(talked, null)).toMatchObject({ phase: 'closed', metPeople: true, rated: false });
    const rated = entry(7, 'rated', 'visitor', { score: 4 });
    expect(storyOf([...talked, rated], null)).toMatchObject({ phase: 'closed', rated: true });
  });

  it('waits again when the agent had to leave, and tells who that was', () => {
    const gone = entry(6, 'returned', 'system', { reason: 'agent_gone', fromAgentId: AGENT, fromName: 'Ana Silva' });
    const walk = [greeting, question, chose, called, assigned, gone];
    expect(storyOf(walk, null)).toMatchObject({ phase: 'waiting', agentName: null, openPrompt: null });
    expect(rowsOf([gone], { sent: [], waiting: [], failed: [] })).toMatchObject([
      { kind: 'returned', text: 'Ana Silva' },
    ]);
    expect(storyOf([...walk, { ...assigned, seq: 7 } as EntryView], null).phase).toBe('live');
  });

  it('learns from a reading that people were called by what is hidden, until the bot is back', () => {
    const hidden: EntryView = { seq: 4, hidden: true };
    const read = { phase: 'waiting', seq: 4 } as const;
    expect(storyOf([greeting, question, chose, hidden], read).phase).toBe('waiting');
    const back = entry(5, 'phaseChanged', 'bot', { from: 'waiting', to: 'bot', reason: 'nobody_picked_up' });
    expect(storyOf([greeting, question, chose, hidden, back], read).phase).toBe('bot');
  });

  it('knows better than a reading from the wait once an agent has handed back', () => {
    const back = entry(6, 'handedBack', 'agent', { byAgentId: AGENT, byName: 'Ana Silva' });
    const story = storyOf([greeting, question, chose, called, assigned, back, capture(7)], {
      phase: 'waiting',
      seq: 4,
    });
    expect(story).toMatchObject({ phase: 'bot', openPrompt: { seq: 7 } });
  });

  it('is closed when the session was erased and no entry is left to say so', () => {
    expect(storyOf([], { phase: 'closed', seq: 0 }).phase).toBe('closed');
  });
});

describe('rowsOf', () => {
  const waiting: OutboxItem = {
    clientId: 'client-0001',
    order: '0000000001',
    at: '2026-01-01T09:59:59.000Z',
    act: { type: 'answer', promptSeq: 2, choiceId: 'chat', text: 'Chat with us' },
    sessionId: null,
    opening: null,
  };
  const none = { sent: [], waiting: [], failed: [] };

  it('shows an act once, under one key, from the click to its entry', () => {
    const opening = [greeting, question];
    const states = [
      rowsOf(opening, { ...none, waiting: [waiting] }),
      rowsOf(opening, { ...none, waiting: [waiting], sent: [{ item: waiting, seq: 3 }] }),
      rowsOf([...opening, chose], { ...none, waiting: [waiting] }),
      rowsOf([...opening, chose], none),
    ].map((rows) => rows.at(-1));
    expect(states.map((row) => row?.key)).toEqual(Array(4).fill('client-0001'));
    expect(states.map((row) => row?.state)).toEqual(['waiting', 'stored', 'stored', 'stored']);
    expect(states.map((row) => row?.text)).toEqual(Array(4).fill('Chat with us'));
  });

  it('shows neither hidden entries nor changes of phase', () => {
    expect(rowsOf([greeting, { seq: 2, hidden: true }, called], none).map(({ seq }) => seq)).toEqual([1]);
  });

  it('names who joined and who ended it', () => {
    expect(rowsOf([assigned, reassigned, closed], none).map(({ kind, text }) => [kind, text])).toEqual([
      ['assigned', 'Ana Silva'],
      ['reassigned', 'Ben Carter'],
      ['closed', 'Ben Carter'],
    ]);
  });

  it('shows form, picture and link of what the bot says', () => {
    const rich = [{ type: 'paragraph' as const, spans: [{ text: 'Hi', bold: true as const }] }];
    const image = { url: 'https://shop.example/lamp.png', alt: 'A lamp' };
    const link = { url: 'https://meet.example/', text: 'Pick a time' };
    const rows = rowsOf(
      [
        entry(1, 'message', 'bot', { text: 'Hi', rich, image, cardId: 'welcome' }),
        entry(2, 'prompt', 'bot', { text: 'Hi', rich, link, cardId: 'meet', choices: [] }),
      ],
      none,
    );
    expect(rows).toEqual([
      expect.objectContaining({ text: 'Hi', rich, image }),
      expect.objectContaining({ text: 'Hi', rich, link }),
    ]);
  });

  it('shows an answer by what was asked, before and after it is stored', () => {
    const rate = entry(2, 'prompt', 'bot', { text: 'How was it?', cardId: 'rate', input: 'rating', max: 5 });
    const four = { ...waiting, act: { type: 'answer' as const, promptSeq: 2, text: '4' } };
    const stored = entry(3, 'answer', 'visitor', { promptSeq: 2, text: '4' }, 'client-0001');
    const stars = { as: 'stars', value: 4, of: 5 };
    expect(rowsOf([rate], { ...none, waiting: [four] }).at(-1)?.look).toEqual(stars);
    expect(rowsOf([rate, stored], none).at(-1)?.look).toEqual(stars);
  });

  it('shows what failed with its code', () => {
    const [row] = rowsOf([], { ...none, failed: [{ ...waiting, failed: 'payload_too_large' }] });
    expect(row).toMatchObject({ state: 'failed', error: 'payload_too_large' });
  });
});

describe('unreadAfter', () => {
  it('counts what was said to the visitor after the seq', () => {
    const hers = entry(6, 'message', 'agent', { text: 'Hello, I am Ana' });
    expect(unreadAfter([greeting, question, chose, called, assigned, hers], 2)).toBe(1);
    expect(unreadAfter([greeting, question, chose], 0)).toBe(2);
  });
});
