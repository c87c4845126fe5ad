import type { History } from './history.ts';

/** One visitor who answers a bot. */
export interface BotWalk {
  /** Answers; resolves when the bot's next words are there. */
  step(): Promise<void>;
}

/** Many such visitors, each with a workflow. */
export interface Bot {
  walks: readonly BotWalk[];
  /** Of all the walks' workflows so far, once they all wait. */
  history(): Promise<History>;
}

/** Milliseconds of each step, one after the other, going round the walks. */
export async function stepSlowly(bot: Bot, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let taken = 0; taken < count; taken++) {
    const began = performance.now();
    await bot.walks[taken % bot.walks.length]!.step();
    samples.push(performance.now() - began);
  }
  return samples;
}

/** Every walk takes `each` steps, all walks at once. Answers steps a second. */
export async function stepAllAtOnce(bot: Bot, each: number): Promise<number> {
  const began = performance.now();
  await Promise.all(
    bot.walks.map(async (walk) => {
      for (let taken = 0; taken < each; taken++) await walk.step();
    }),
  );
  return (bot.walks.length * each * 1_000) / (performance.now() - began);
}
