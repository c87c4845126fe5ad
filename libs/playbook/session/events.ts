import type { Entry, EntryKind } from '#libs/contracts';
import type { EngineEvent } from '../types.ts';

type EntryOf<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** What an entry is to the engine. Kinds that are not listed are none of its business. */
const EVENTS: { readonly [K in EntryKind]?: (entry: EntryOf<K>) => EngineEvent | null } = {
  message: ({ author, seq, body }) => {
    if (author === 'visitor') return { type: 'visitorMessage', seq, text: body.text };
    return author === 'agent' ? { type: 'agentSpoke', seq } : null;
  },
  answer: ({ seq, body }) => ({ type: 'visitorAnswer', seq, ...body }),
  assigned: ({ seq }) => ({ type: 'agentJoined', seq }),
  returned: ({ seq }) => ({ type: 'returned', seq }),
  handedBack: ({ seq }) => ({ type: 'handedBack', seq }),
  httpAnswered: ({ seq, body }) => ({ type: 'httpAnswered', seq, ...body }),
  botSilent: ({ seq }) => ({ type: 'botSilent', seq }),
  opsMoved: ({ seq, body }) => ({ type: 'moved', seq, cardId: body.cardId }),
};

/** The engine's event for an entry; null where it is told nothing. */
export function eventOf(entry: Entry): EngineEvent | null {
  const toEvent = EVENTS[entry.kind] as ((entry: Entry) => EngineEvent | null) | undefined;
  return toEvent?.(entry) ?? null;
}
