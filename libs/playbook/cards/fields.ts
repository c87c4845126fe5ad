import { KNOWN_FIELDS } from '#libs/contracts';
import { clipped } from '../texts/interpolate.ts';
import type { Turn } from '../turn.ts';

/** Characters of a field that no visitor typed; as many as a captured free text may have. */
const FIELD_LENGTH = 4_000;

const KNOWN: ReadonlySet<string> = new Set(KNOWN_FIELDS);

/**
 * Keeps what the playbook or another service says of the visitor; '' forgets it. What the conversation's details and
 * the CRM know by name is told to them too.
 */
export function keepField(turn: Turn, cardId: string, field: string, value: string): void {
  if (value === '') {
    delete turn.fields[field];
    return;
  }
  const kept = clipped(value, FIELD_LENGTH);
  if (turn.fields[field] === kept) return;
  turn.fields[field] = kept;
  if (KNOWN.has(field)) turn.put({ type: 'append', kind: 'captured', body: { field, value: kept, cardId } });
}

/** Keeps what the visitor gave. */
export function keepAnswer(turn: Turn, cardId: string, field: string, value: string): void {
  turn.fields[field] = value;
  turn.put({ type: 'append', kind: 'captured', body: { field, value, cardId } });
}
