/** The channel that all gateways listen on. */
export const CHANNEL = 'foyer_hint';

/** "Something changed, read it again": may come twice, late or never. */
export type Hint =
  /** The session's timeline has reached `seq`. */
  | { kind: 'entry'; sessionId: string; seq: number }
  /** The session's place in the lists, its phase or its details changed. */
  | { kind: 'list'; sessionId: string }
  /** The process moved it: somebody may wait, or wait no more. Lists change, too. */
  | { kind: 'place'; sessionId: string }
  /** Agents are told something of the session, or have seen it. */
  | { kind: 'news'; sessionId: string }
  /** Somebody came, went or turned the switch. */
  | { kind: 'agents' };

/** Pairs of session and seq, sessions of the lists, sessions that were moved, sessions with news, agents. Short, since a payload has 8,000 bytes at most. */
interface Payload {
  e?: [sessionId: string, seq: number][];
  l?: string[];
  p?: string[];
  n?: string[];
  a?: true;
}

/** Sessions in one payload: some 50 bytes each. */
const PER_PAYLOAD = 120;

/** The payloads of notifications that carry these hints; of one session's entries only the last. */
export function payloadsOf(hints: Iterable<Hint>): string[] {
  const seqs = new Map<string, number>();
  const lists = new Set<string>();
  const places = new Set<string>();
  const news = new Set<string>();
  let agents = false;
  for (const hint of hints) {
    if (hint.kind === 'entry') seqs.set(hint.sessionId, Math.max(hint.seq, seqs.get(hint.sessionId) ?? 0));
    else if (hint.kind === 'list') lists.add(hint.sessionId);
    else if (hint.kind === 'place') places.add(hint.sessionId);
    else if (hint.kind === 'news') news.add(hint.sessionId);
    else agents = true;
  }
  const payloads: Payload[] = [
    ...chunksOf([...seqs]).map((e) => ({ e })),
    ...chunksOf([...lists]).map((l) => ({ l })),
    ...chunksOf([...places]).map((p) => ({ p })),
    ...chunksOf([...news]).map((n) => ({ n })),
    ...(agents ? [{ a: true as const }] : []),
  ];
  return payloads.map((payload) => JSON.stringify(payload));
}

/** Nothing but this program notifies on the channel; still, what is not understood is no hint. */
export function hintsOf(payload: string): Hint[] {
  const { e = [], l = [], p = [], n = [], a }: Payload = parse(payload);
  return [
    ...e.map(([sessionId, seq]): Hint => ({ kind: 'entry', sessionId, seq })),
    ...l.map((sessionId): Hint => ({ kind: 'list', sessionId })),
    ...p.map((sessionId): Hint => ({ kind: 'place', sessionId })),
    ...n.map((sessionId): Hint => ({ kind: 'news', sessionId })),
    ...(a ? [{ kind: 'agents' } as const] : []),
  ];
}

function parse(payload: string): Payload {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

const chunksOf = <T>(items: T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / PER_PAYLOAD) }, (_, index) =>
    items.slice(index * PER_PAYLOAD, (index + 1) * PER_PAYLOAD),
  );
