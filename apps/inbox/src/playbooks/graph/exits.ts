import type { CardKind } from '#libs/contracts';
import { at, listOf, type PathPart, recordOf, stringOf } from '../json/read.ts';

/** Why a session leaves a card by this exit; decides how the exit is labelled. */
export type Way =
  | 'next'
  | 'choice'
  | 'branch'
  | 'otherwise'
  | 'giveUp'
  | 'booked'
  | 'later'
  | 'onMessage'
  | 'waited'
  | 'opened'
  | 'pickedUp'
  | 'handedBack'
  | 'offline'
  | 'unanswered'
  | 'agentSilent'
  | 'answered'
  | 'failed';

export interface Exit {
  /** Inside the card. */
  path: readonly PathPart[];
  /** A card's id, which may not exist. */
  to: string;
  way: Way;
  /** The choice or branch that the exit belongs to, as in the definition. */
  of?: unknown;
}

type Rule = { way: Way; path: readonly string[] } | { way: Way; each: string };

const NEXT: Rule = { way: 'next', path: ['next'] };
const GIVE_UP: Rule = { way: 'giveUp', path: ['silence', 'giveUp', 'next'] };

/** Which keys of a card lead to other cards. */
const RULES: Record<CardKind, readonly Rule[]> = {
  greeting: [NEXT],
  message: [NEXT],
  question: [{ way: 'choice', each: 'choices' }, GIVE_UP],
  capture: [NEXT, GIVE_UP],
  meeting: [{ way: 'booked', path: ['next'] }, { way: 'later', path: ['later'] }, GIVE_UP],
  condition: [
    { way: 'branch', each: 'branches' },
    { way: 'otherwise', path: ['otherwise'] },
  ],
  jump: [{ way: 'next', path: ['to'] }],
  setField: [NEXT],
  wait: [
    { way: 'waited', path: ['next'] },
    { way: 'onMessage', path: ['onMessage'] },
  ],
  schedule: [
    { way: 'opened', path: ['next'] },
    { way: 'onMessage', path: ['onMessage'] },
  ],
  liveChat: [
    { way: 'pickedUp', path: ['pickedUp'] },
    { way: 'handedBack', path: ['handedBack'] },
    { way: 'offline', path: ['offline'] },
    { way: 'unanswered', path: ['unanswered'] },
    { way: 'agentSilent', path: ['agentSilent', 'next'] },
  ],
  qualify: [NEXT],
  disqualify: [NEXT],
  result: [NEXT],
  http: [
    { way: 'answered', path: ['next'] },
    { way: 'failed', path: ['failed'] },
  ],
  end: [],
};

export const isCardKind = (kind: unknown): kind is CardKind => typeof kind === 'string' && Object.hasOwn(RULES, kind);

/** The exits of a card in the order of its kind; those that are missing, or are no names, are left out. */
export function exitsOf(card: unknown): Exit[] {
  const { kind } = recordOf(card);
  if (!isCardKind(kind)) return [];
  return RULES[kind].flatMap((rule) => {
    if ('path' in rule) return exitAt(card, rule.path, rule.way);
    return listOf(at(card, [rule.each])).flatMap((item, index) =>
      exitAt(card, [rule.each, index, 'next'], rule.way).map((exit) => ({ ...exit, of: item })),
    );
  });
}

function exitAt(card: unknown, path: readonly PathPart[], way: Way): Exit[] {
  const to = stringOf(at(card, path));
  return to === null ? [] : [{ path, to, way }];
}
