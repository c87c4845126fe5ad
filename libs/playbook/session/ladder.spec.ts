import type { Candidate, Routing } from '../routing/types.ts';
import { sessionDeadlines } from './deadlines.ts';
import { decide, handOver } from './decide.ts';
import { afterwards, at, CALLED, choice, linesOf, lookAt, OPENED } from './test/looks.ts';

const agent = (agentId: string, load = 0): Candidate => ({
  agentId,
  name: agentId.toUpperCase(),
  load,
  lastOfferedAt: null,
  previous: false,
  owner: false,
});
const routing = (...candidates: Candidate[]): Routing => ({ mode: 'leastBusy', offerSeconds: 20, candidates });
const WAITING = { phase: 'waiting', epoch: 1, lastSeq: 5 } as const;
const OFFERED = { ...WAITING, offeredTo: 'ana', offerNo: 2, offerUntil: at(30) } as const;

describe('the ladder of a wait', () => {
  it('offers to the first agent as soon as people are called', () => {
    const outcome = decide(
      lookAt({ unread: [choice(3, 'people')], now: 10, routing: routing(agent('ben', 1), agent('ana')) }),
    );
    expect(linesOf(outcome)).toEqual(['One moment', 'bot→waiting: people_called', 'offered']);
    expect(outcome.offer).toEqual({ agentId: 'ana', no: 1, until: at(30) });
    expect(outcome.append.at(-1)?.body).toEqual({ agentId: 'ana', agentName: 'ANA', no: 1, until: at(30) });
    expect(outcome.deadlineAt).toBe(at(30));
  });

  it('asks nobody in particular where agents take conversations themselves, or nobody has room', () => {
    const look = { state: CALLED, session: WAITING, now: 10 };
    for (const by of [undefined, routing(), { ...routing(agent('ana')), mode: 'manual' as const }])
      expect(decide(lookAt({ ...look, ...(by && { routing: by }) }))).toMatchObject({ append: [], offer: null });
  });

  it('leaves an offer alone until its time is over', () => {
    const outcome = decide(lookAt({ state: CALLED, session: OFFERED, now: 29, routing: routing(agent('ben')) }));
    expect(outcome).toMatchObject({ append: [], offer: { agentId: 'ana', no: 2, until: at(30) }, deadlineAt: at(30) });
  });

  it('goes on to the next agent, never to the same one, then to everybody, then offline', () => {
    const first = lookAt({ state: CALLED, session: OFFERED, now: 30, routing: routing(agent('ana'), agent('ben')) });
    const second = decide({ ...first, offeredName: 'Ana' });
    expect(second.append.map(({ kind, body }) => [kind, 'agentId' in body && body.agentId])).toEqual([
      ['offerEnded', 'ana'],
      ['offered', 'ben'],
    ]);
    expect(second.append[0]?.body).toEqual({ agentId: 'ana', agentName: 'Ana', no: 2, reason: 'expired' });
    expect(second.offer).toEqual({ agentId: 'ben', no: 3, until: at(50) });

    const session = afterwards(first, second);
    const third = decide(lookAt({ state: CALLED, session, now: 50, routing: routing() }));
    expect([third.offer, third.phase, third.deadlineAt]).toEqual([null, 'waiting', at(61)]);

    const last = decide(lookAt({ state: CALLED, session: { ...session, ...afterwards(first, third) }, now: 61 }));
    expect(linesOf(last)).toContain('waiting→bot: nobody_picked_up');
  });

  it('after an outage whatever came first counts: the whole wait is over, nobody is asked any more', () => {
    const outcome = decide(lookAt({ state: CALLED, session: OFFERED, now: 900, routing: routing(agent('ben')) }));
    expect(linesOf(outcome)).toEqual(['offerEnded', 'Nobody came', 'waiting→bot: nobody_picked_up', 'Your e-mail?']);
    expect(outcome.offer).toBeNull();
  });

  it('a session that the engine cannot read is offered too', () => {
    const outcome = handOver(lookAt({ now: 10, routing: routing(agent('ana')) }), 'error-1');
    expect(outcome).toMatchObject({ phase: 'waiting', offer: { agentId: 'ana' } });
  });

  it('has a deadline of its own in phase waiting only', () => {
    const session = { ...lookAt({ state: CALLED, session: OFFERED }).session };
    expect(sessionDeadlines(session)[0]).toEqual({ id: 'offer-2', kind: 'offer', at: at(30) });
    expect(sessionDeadlines({ ...session, phase: 'bot' }).map(({ kind }) => kind)).toEqual(['visitorSilent']);
    expect(sessionDeadlines({ ...session, phase: 'live' }).map(({ kind }) => kind)).toEqual(['liveIdle']);
  });

  it('out of the site’s hours nobody is online, whoever is', () => {
    const hours = { timeZone: 'UTC', week: { monday: [{ from: '12:00', to: '13:00' }] }, holidays: [] };
    const look = { state: OPENED, unread: [choice(3, 'people')] };
    expect(linesOf(decide(lookAt({ ...look, hours })))).toEqual([
      'bot→bot: nobody_online',
      'Nobody is here',
      'Your e-mail?',
    ]);
    const open = { ...hours, week: { monday: [{ from: '09:00', to: '13:00' }] } };
    expect(decide(lookAt({ ...look, hours: open })).phase).toBe('waiting');
  });
});
