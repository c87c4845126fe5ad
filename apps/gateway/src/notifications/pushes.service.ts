import { Inject, Injectable } from '@nestjs/common';
import type { PushMessage } from '#libs/contracts';
import type { Database, Settled, Told, Undecided } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { PushSender } from './push-sender.ts';
import { TITLES } from './titles.ts';

/** An event that devices show, and nobody else. */
export type Pushed = Undecided & { via: 'push' };
export const isPushed = (one: Undecided): one is Pushed => one.via === 'push';

/** Brings events to all devices of an agent, and takes them back. */
@Injectable()
export class PushesService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly sender: PushSender,
  ) {}

  /** Answers what no device took. */
  async push(pushes: readonly Pushed[]): Promise<Told[]> {
    const devices = await this.#devicesOf(pushes);
    const sent = pushes.map(async (one) => {
      const message = messageOf(one);
      const taken = (devices.get(one.agentId) ?? []).map((device) => this.sender.send(device, message));
      return (await Promise.all(taken)).includes(true) ? [] : [one];
    });
    return (await Promise.all(sent)).flat();
  }

  /** Devices show no more what was seen elsewhere. */
  async takeBack(settled: readonly Settled[]): Promise<void> {
    const pushed = settled.filter(({ via }) => via === 'push');
    if (pushed.length === 0) return;
    const devices = await this.#devicesOf(pushed);
    const unread = await this.database.notifications.countUnread([...devices.keys()]);
    const once = new Map(pushed.map((one) => [`${one.sessionId} ${one.agentId}`, one]));
    const sends = [...once.values()].flatMap(({ sessionId, agentId }) => {
      const message = readMessage(sessionId, unread.get(agentId) ?? 0);
      return (devices.get(agentId) ?? []).map((device) => this.sender.send(device, message));
    });
    await Promise.all(sends);
  }

  async #devicesOf(told: readonly { agentId: string }[]) {
    const devices = await this.database.pushSubscriptions.of([...new Set(told.map(({ agentId }) => agentId))]);
    return Map.groupBy(devices, ({ agentId }) => agentId);
  }
}

const messageOf = ({ sessionId, kind, mark, language, name, text, unread }: Pushed): PushMessage => ({
  sessionId,
  kind,
  mark,
  title: TITLES[language][kind],
  body: [name, text].filter((words) => words !== null).join(': '),
  unread,
});

const readMessage = (sessionId: string, unread: number): PushMessage => ({
  sessionId,
  kind: 'read',
  mark: 0,
  title: '',
  body: '',
  unread,
});
