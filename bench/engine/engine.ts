import type { PlaybookDefinition } from '#libs/contracts';
import {
  type EngineContext,
  type EngineEvent,
  type EngineState,
  entryCount,
  step,
  validatePlaybook,
} from '#libs/playbook';
import { percentile } from '../measure/statistics.ts';
import type { Row } from '../report.ts';
import { playbookOfSize } from './playbooks.ts';

const SMALL = 50;
const MIDDLE = 1_000;
const LARGE = 10_000;
const LARGE_LIMITS = { cards: 20_000, playbookBytes: 64 << 20 };

const ROUNDS = 5;
const STEPS_A_ROUND = 50_000;
const VALIDATIONS = 7;

const AT = '2026-01-05T10:00:00.000Z';
const ONLINE = { anybody: true, teams: [] };

/** A visitor who answers every question, by a click or by typing, as the process would tell the engine. */
class Walk {
  readonly #definition: PlaybookDefinition;
  #state: EngineState;
  #seq = 0;
  #steps = 0;

  constructor(definition: PlaybookDefinition) {
    this.#definition = definition;
    const begun = step(definition, null, { type: 'began' }, this.#context());
    this.#state = begun.state;
    this.#seq += entryCount(begun.effects);
  }

  go(steps: number): void {
    for (let done = 0; done < steps; done += 1) {
      this.#seq += 1;
      const { state, effects } = step(this.#definition, this.#state, this.#event(), this.#context());
      if (state === this.#state) throw new Error('the visitor was not understood');
      this.#state = state;
      this.#seq += entryCount(effects);
    }
  }

  #event(): EngineEvent {
    this.#steps += 1;
    const first = this.#state.cardId.startsWith('ask');
    const yes = this.#steps % 3 !== 0;
    const choiceId = first ? (yes ? 'yes' : 'no') : 'on';
    const text = { yes: 'Yes', no: 'No', on: 'Go on' }[choiceId] as string;
    if (this.#steps % 2 === 0) return { type: 'visitorMessage', seq: this.#seq, text };
    if (this.#state.wait.for !== 'answer') throw new Error('nothing is asked');
    return { type: 'visitorAnswer', seq: this.#seq, promptSeq: this.#state.wait.promptSeq, choiceId, text };
  }

  #context(): EngineContext {
    return {
      at: AT,
      language: 'en',
      online: ONLINE,
      queuePlace: null,
      nextSeq: this.#seq + 1,
      seed: 1,
      pageUrl: 'https://example.com/pricing/teams?utm_source=news',
      returning: false,
    };
  }
}

function loaded(cards: number): PlaybookDefinition {
  const validated = validatePlaybook(playbookOfSize(cards), LARGE_LIMITS);
  if (!validated.ok) throw new Error(JSON.stringify(validated.problems));
  return validated.definition;
}

/** Steps a second on one core: the median of some rounds. */
function stepsPerSecond(cards: number): number {
  const walk = new Walk(loaded(cards));
  walk.go(STEPS_A_ROUND / 2);
  const rates = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    walk.go(STEPS_A_ROUND);
    return (STEPS_A_ROUND * 1_000) / (performance.now() - from);
  });
  return percentile(rates, 0.5);
}

/** Milliseconds to check a playbook as it is uploaded: the median of some checks. */
function millisecondsToValidate(cards: number): number {
  const json: unknown = JSON.parse(JSON.stringify(playbookOfSize(cards)));
  const times = Array.from({ length: VALIDATIONS }, () => {
    const from = performance.now();
    if (!validatePlaybook(json, LARGE_LIMITS).ok) throw new Error('the playbook has problems');
    return performance.now() - from;
  });
  return percentile(times, 0.5);
}

const rounded = (value: number): string => String(Number(value.toPrecision(2)));

/** What the engine and the validator do on one core, without process or database; and how both grow with the cards. */
export function measureEngine(): Row[] {
  const small = stepsPerSecond(SMALL);
  const large = stepsPerSecond(LARGE);
  const middleMs = millisecondsToValidate(MIDDLE);
  const largeMs = millisecondsToValidate(LARGE);
  return [
    {
      id: 'engine-steps',
      about: `steps of the engine on one core, ${SMALL} cards`,
      unit: '1/s',
      floor: null,
      ours: small,
      target: { oursAtLeast: 100_000 },
    },
    {
      id: 'engine-steps-10000',
      about: `the same with ${LARGE} cards: a step takes ${rounded(small / large)} × as long with ${LARGE / SMALL} × the cards`,
      unit: '1/s',
      floor: null,
      ours: large,
      target: null,
    },
    {
      id: 'validate-1000',
      about: `check of a playbook with ${MIDDLE} cards`,
      unit: 'ms',
      floor: null,
      ours: middleMs,
      target: { oursAtMost: 100 },
    },
    {
      id: 'validate-10000',
      about: `the same with ${LARGE} cards: ${rounded(largeMs / middleMs)} × as long with ${LARGE / MIDDLE} × the cards`,
      unit: 'ms',
      floor: null,
      ours: largeMs,
      target: null,
    },
  ];
}
