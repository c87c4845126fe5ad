import type { Entry } from '#libs/contracts';
import type { NewsOfEntry } from '#libs/database';
import { mentionsOf } from './mentions.ts';

/** Whether the entry may concern an agent; asked of every entry. */
export function mayBeNews({ kind, author, body }: Entry): boolean {
  if (kind === 'message') return author === 'visitor';
  if (kind === 'note') return body.text.includes('@');
  return kind === 'assigned' || kind === 'reassigned';
}

/**
 * Whom one entry concerns. What a visitor says concerns whoever the conversation is assigned to; what agents do
 * themselves they are not told.
 */
export function newsOf(
  sessionId: string,
  entry: Entry,
  agents: readonly { id: string; name: string }[],
): NewsOfEntry[] {
  const { seq } = entry;
  switch (entry.kind) {
    case 'message':
      return [{ sessionId, seq, kind: 'message', agentId: null }];
    case 'assigned':
    case 'reassigned': {
      const { agentId, byAgentId } = entry.body;
      return agentId === byAgentId ? [] : [{ sessionId, seq, kind: 'assigned', agentId }];
    }
    case 'note':
      return mentionsOf(entry.body.text, agents)
        .filter((agentId) => agentId !== entry.authorId)
        .map((agentId) => ({ sessionId, seq, kind: 'mention', agentId }));
    default:
      return [];
  }
}
