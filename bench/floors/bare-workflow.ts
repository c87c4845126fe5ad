import { condition, defineSignal, proxyLocalActivities, setHandler } from '@temporalio/workflow';

export interface BareActivities {
  look(room: string): Promise<{ cursor: number }>;
}

const { look } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '1s' });

export const said = defineSignal<[{ seq: number }]>('said');

/** The floor of a bot step: wait for a signal, look once. Ends after `steps` looks. */
export async function bareSession(room: string, steps: number): Promise<void> {
  let unread = 0;
  setHandler(said, () => {
    unread++;
  });
  for (let taken = 0; taken < steps; taken++) {
    await condition(() => unread > 0);
    unread = 0;
    await look(room);
  }
}
