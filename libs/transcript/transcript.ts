import { type Entry, type EntryBody, isHidden, type Transcript, visitorView } from '#libs/contracts';
import { fill, type Words, wordsOf } from './words.ts';

export interface TranscriptSource {
  sessionId: string;
  siteName: string;
  language: string;
  /** The visitor's name, where it is known. */
  visitorName: string | null;
  /** The whole timeline. */
  entries: readonly Entry[];
}

type Line = Transcript['lines'][number];

/**
 * What was said and what happened, for a file or a letter.
 * @param audience `visitor`: as the visitor saw it; `agent`: with what only agents see
 */
export function transcriptOf(source: TranscriptSource, audience: 'visitor' | 'agent'): Transcript {
  const { sessionId, siteName, language, visitorName, entries } = source;
  const words = wordsOf(language);
  const seen = entries.filter((entry) => audience === 'agent' || !isHidden(visitorView(entry)));
  const names = new Map<string, string>();
  const lines = seen.flatMap((entry) => {
    for (const [id, name] of namedIn(entry)) names.set(id, name);
    const line = lineOf(entry, words);
    return line === null ? [] : [{ at: entry.at, author: entry.author, name: nameOf(entry), ...line }];
  });
  return { sessionId, siteName, language, startedAt: entries[0]?.at ?? null, lines };

  function nameOf({ author, authorId }: Entry): string | null {
    if (author === 'system') return null;
    if (author === 'visitor') return visitorName ?? words.visitor;
    return author === 'bot' ? words.bot : (names.get(authorId ?? '') ?? words.agent);
  }
}

/** Agents whose names stand in an entry. */
function namedIn({ kind, body }: Entry): [id: string, name: string][] {
  if (kind === 'assigned' || kind === 'reassigned')
    return [
      [body.agentId, body.agentName],
      [body.byAgentId, body.byName],
    ];
  if (kind === 'closed' && body.byAgentId && body.byName) return [[body.byAgentId, body.byName]];
  return [];
}

/** Words, the names of files, and whether it was changed; what was said before is kept nowhere. */
function messageText({ text, files = [], edited, deleted }: EntryBody<'message'>, words: Words): string {
  if (deleted) return words.deleted;
  const said = [text, ...files.map(({ name }) => `[${name}]`)].filter(Boolean).join('\n');
  return edited ? `${said} ${words.edited}` : said;
}

function lineOf({ kind, body }: Entry, words: Words): Pick<Line, 'kind' | 'text'> | null {
  switch (kind) {
    case 'message':
      return { kind: 'said', text: messageText(body, words) };
    case 'prompt':
      return { kind: 'said', text: body.text };
    case 'answer':
      return { kind: 'said', text: body.skipped ? words.skipped : body.text };
    case 'note':
      return { kind: 'note', text: body.text };
    case 'assigned':
    case 'reassigned':
      return { kind: 'event', text: fill(words.joined, { name: body.agentName }) };
    case 'returned':
      return { kind: 'event', text: fill(words.returned, { name: body.fromName }) };
    case 'handedBack':
      return { kind: 'event', text: fill(words.left, { name: body.byName }) };
    case 'closed':
      return { kind: 'event', text: body.byName ? fill(words.closedBy, { name: body.byName }) : words.closed };
    case 'rated':
      return {
        kind: 'event',
        text: [fill(words.rated, { score: `${body.score}` }), body.words].filter(Boolean).join(' – '),
      };
    default:
      return null;
  }
}
