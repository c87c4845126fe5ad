import { type Entry, visitorView } from './timeline.ts';

describe('a visitor’s view of an entry', () => {
  const at = '2026-03-01T10:00:00.000Z';
  const written = { seq: 3, at, author: 'bot', authorId: null, clientId: null } as const;

  it('says that nobody was online, and not which team was asked for', () => {
    const body = { from: 'bot', to: 'bot', reason: 'nobody_online' } as const;
    const entry: Entry = { ...written, kind: 'phaseChanged', body: { ...body, team: 'Sales' } };
    expect(visitorView(entry)).toEqual({ ...written, kind: 'phaseChanged', body });
  });
});
