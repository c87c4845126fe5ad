import { untilItWorks } from './until-it-works.ts';

describe('untilItWorks', () => {
  it('tries again, later each time, and answers what worked', async () => {
    const pauses: number[] = [];
    let tries = 0;
    const attempt = async () => {
      if (++tries < 3) throw new Error('not yet');
      return 'works';
    };
    const answer = await untilItWorks(attempt, (_error, pause) => pauses.push(pause), new AbortController().signal);
    expect([answer, pauses]).toEqual(['works', [250, 500]]);
  });

  it('ends at once when it is aborted', async () => {
    const stopping = new AbortController();
    const failing = () => Promise.reject(new Error('never'));
    const waiting = untilItWorks(failing, () => stopping.abort(), stopping.signal);
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
