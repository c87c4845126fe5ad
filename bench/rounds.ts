import { type Bot, stepAllAtOnce, stepSlowly } from './measure/bot.ts';
import { Deliveries, type LiveChat, talkAllAtOnce, talkSlowly } from './measure/live-chat.ts';
import { type Latency, latencyOf, percentile } from './measure/statistics.ts';

/** Floor and ours take turns, so that what else the machine does hits both. */
const ROUNDS = 5;
const WARM_UP = { slowly: 50, each: 4 };
const SLOW_MESSAGES = 60;
const MESSAGES_EACH = 60;
/** A step takes long, and Temporal is quicker at one time than at another: short turns, and none right after a flood. */
const SLOW_STEPS = { turns: 20, each: 25 };
const STEPS_EACH = 4;

export interface Sides<T> {
  floor: T;
  ours: T;
}

/** Does the same to floor and ours, one after the other; every second time ours first. */
async function onBoth<A, B>(sides: Sides<A>, round: number, measure: (side: A) => Promise<B>): Promise<Sides<B>> {
  if (round % 2 === 0) {
    const floor = await measure(sides.floor);
    return { floor, ours: await measure(sides.ours) };
  }
  const ours = await measure(sides.ours);
  return { floor: await measure(sides.floor), ours };
}

/** Turns the rounds' results over: of each side a list. */
const bySide = <B>(rounds: Sides<B>[]): Sides<B[]> => ({
  floor: rounds.map(({ floor }) => floor),
  ours: rounds.map(({ ours }) => ours),
});

const onEach = <A, B>({ floor, ours }: Sides<A>, turn: (side: A) => B): Sides<B> => ({
  floor: turn(floor),
  ours: turn(ours),
});

const median = (values: number[]): number => percentile(values, 0.5);
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

export interface TalkResults {
  ack: Latency;
  delivery: Latency;
  ackPerSecond: number;
  deliveryPerSecond: number;
  cpuSecondsPer1000: number;
  messages: number;
}

export async function measureTalk(chats: Sides<LiveChat>): Promise<Sides<TalkResults>> {
  const sides = onEach(chats, (chat) => ({ chat, deliveries: new Deliveries(chat) }));
  await onBoth(sides, 0, async ({ chat, deliveries }) => {
    await talkSlowly(chat, deliveries, WARM_UP.slowly);
    await talkAllAtOnce(chat, deliveries, WARM_UP.each);
  });
  const slow: Sides<Awaited<ReturnType<typeof talkSlowly>>>[] = [];
  const flood: Sides<Awaited<ReturnType<typeof talkAllAtOnce>>>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    slow.push(await onBoth(sides, round, ({ chat, deliveries }) => talkSlowly(chat, deliveries, SLOW_MESSAGES)));
    flood.push(await onBoth(sides, round, ({ chat, deliveries }) => talkAllAtOnce(chat, deliveries, MESSAGES_EACH)));
  }
  const slowly = bySide(slow);
  const floods = bySide(flood);
  const results = (side: 'floor' | 'ours'): TalkResults => {
    const messages = sum(floods[side].map((each) => each.messages));
    return {
      ack: latencyOf(slowly[side].flatMap(({ ack }) => ack)),
      delivery: latencyOf(slowly[side].flatMap(({ delivery }) => delivery)),
      ackPerSecond: median(floods[side].map((each) => each.ackPerSecond)),
      deliveryPerSecond: median(floods[side].map((each) => each.deliveryPerSecond)),
      cpuSecondsPer1000: (sum(floods[side].map((each) => each.cpuSeconds)) * 1_000) / messages,
      messages,
    };
  };
  return { floor: results('floor'), ours: results('ours') };
}

/** CPU milliseconds of a message in a conversation that many watch. */
export async function measureFanOut(chats: Sides<LiveChat>): Promise<Sides<number>> {
  const sides = onEach(chats, (chat) => ({ chat, deliveries: new Deliveries(chat) }));
  const talk = (each: number) => (side: (typeof sides)['floor']) => talkAllAtOnce(side.chat, side.deliveries, each);
  await onBoth(sides, 0, talk(WARM_UP.slowly));
  const rounds: Sides<Awaited<ReturnType<typeof talkAllAtOnce>>>[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await onBoth(sides, round, talk(MESSAGES_EACH)));
  return onEach(
    bySide(rounds),
    (floods) => (sum(floods.map((each) => each.cpuSeconds)) * 1_000) / sum(floods.map((each) => each.messages)),
  );
}

export interface BotResults {
  step: Latency;
  stepsPerSecond: number;
  eventsPerStep: number;
  bytesPerStep: number;
}

export async function measureBot(bots: Sides<Bot>): Promise<Sides<BotResults>> {
  await onBoth(bots, 0, async (bot) => {
    await stepSlowly(bot, WARM_UP.slowly);
    await stepAllAtOnce(bot, 1);
  });
  const before = await onBoth(bots, 0, (bot) => bot.history());
  const slow: Sides<number[]>[] = [];
  const flood: Sides<number>[] = [];
  for (let turn = 0; turn < SLOW_STEPS.turns; turn++) {
    slow.push(await onBoth(bots, turn, (bot) => stepSlowly(bot, SLOW_STEPS.each)));
  }
  for (let round = 0; round < ROUNDS; round++) {
    flood.push(await onBoth(bots, round, (bot) => stepAllAtOnce(bot, STEPS_EACH)));
  }
  const after = await onBoth(bots, 0, (bot) => bot.history());
  const slowly = bySide(slow);
  const floods = bySide(flood);
  const results = (side: 'floor' | 'ours'): BotResults => {
    const steps = SLOW_STEPS.turns * SLOW_STEPS.each + ROUNDS * STEPS_EACH * bots[side].walks.length;
    return {
      step: latencyOf(slowly[side].flat()),
      stepsPerSecond: median(floods[side]),
      eventsPerStep: (after[side].events - before[side].events) / steps,
      bytesPerStep: (after[side].bytes - before[side].bytes) / steps,
    };
  };
  return { floor: results('floor'), ours: results('ours') };
}
