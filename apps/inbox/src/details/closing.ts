import type { CloseReason, Closing } from '#libs/contracts';
import { type TextKey, t } from '../i18n/index.ts';

/** Reasons that the inbox has words for. */
const KNOWN: Readonly<Record<string, TextKey>> = {
  solved: 'closeReason_solved',
  lead_created: 'closeReason_lead_created',
  no_answer: 'closeReason_no_answer',
  spam: 'closeReason_spam',
  other: 'closeReason_else',
};

/** A reason as it is called in the language shown; one of the installation's own has one name. */
export function reasonWords({ id, label }: CloseReason): string {
  const known = KNOWN[id];
  return label ?? (known === undefined ? id : t(known));
}

export const closingWords = ({ reasonId, label }: Closing): string => reasonWords({ id: reasonId, label });
