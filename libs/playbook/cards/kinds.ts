import type { Card, CardKind } from '#libs/contracts';
import { capture } from './capture.ts';
import type { CardRules } from './card.ts';
import { condition } from './condition.ts';
import { disqualify } from './disqualify.ts';
import { end } from './end.ts';
import { greeting } from './greeting.ts';
import { http } from './http.ts';
import { jump } from './jump.ts';
import { liveChat } from './live-chat.ts';
import { meeting } from './meeting.ts';
import { message } from './message.ts';
import { qualify } from './qualify.ts';
import { question } from './question.ts';
import { result } from './result.ts';
import { schedule } from './schedule.ts';
import { setField } from './set-field.ts';
import { wait } from './wait.ts';

const KINDS: { readonly [K in CardKind]: CardRules<K> } = {
  greeting,
  message,
  question,
  capture,
  meeting,
  condition,
  jump,
  setField,
  wait,
  schedule,
  liveChat,
  qualify,
  disqualify,
  result,
  http,
  end,
};

/** The rules of the card's kind. The registry's type pairs them; a union of all kinds cannot say so. */
export const rulesOf = (card: Card): CardRules<CardKind> => KINDS[card.kind] as CardRules<CardKind>;
