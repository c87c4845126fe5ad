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
  /** Somebody has got or read what was said. */
  | { kind: 'receipts'; sessionId: string }
  /** Who looks at a session through one gateway; stored nowhere. */
  | { kind: 'viewers'; sessionId: string; gatewayId: string; agentIds: string[] }
  /** Somebody came, went or turned the switch. */
  | { kind: 'agents' };

/** Pairs of session and seq, sessions of the lists, sessions that were moved, sessions with news, of receipts, agents. Short, since a payload has 8,000 bytes at most. */
interface Payload {
  e?: [sessionId: string, seq: number][];
  l?: string[];
  p?: string[];
  n?: string[];
  r?: string[];
  v?: [sessionId: string, gatewayId: string, agentIds: string[]];
  a?: true;
}

/** Sessions in one payload: some 50 bytes each. */
const PER_PAYLOAD = 120;
/** Ids in one payload. */
const MOST_VIEWERS = 100;

/** The payloads of notifications that carry these hints; of one session's entries only the last. */
export function payloadsOf(hints: Iterable<Hint>): string[] {
  const seqs = new Map<string, number>();
  const lists = new Set<string>();
  const places = new Set<string>();
  const news = new Set<string>();
  const receipts = new Set<string>();
  const viewers = new Map<string, NonNullable<Payload['v']>>();
  let agents = false;
  for (const hint of hints) {
    if (hint.kind === 'entry') seqs.set(hint.sessionId, Math.max(hint.seq, seqs.get(hint.sessionId) ?? 0));
    else if (hint.kind === 'list') lists.add(hint.sessionId);
    else if (hint.kind === 'place') places.add(hint.sessionId);
    else if (hint.kind === 'news') news.add(hint.sessionId);
    else if (hint.kind === 'receipts') receipts.add(hint.sessionId);
    else if (hint.kind === 'viewers') {
      const { sessionId, gatewayId, agentIds } = hint;
      viewers.set(`${sessionId}/${gatewayId}`, [sessionId, gatewayId, agentIds.slice(0, MOST_VIEWERS)]);
    } else agents = true;
  }
  const payloads: Payload[] = [
    ...chunksOf([...seqs]).map((e) => ({ e })),
    ...chunksOf([...lists]).map((l) => ({ l })),
    ...chunksOf([...places]).map((p) => ({ p })),
    ...chunksOf([...news]).map((n) => ({ n })),
    ...chunksOf([...receipts]).map((r) => ({ r })),
    ...[...viewers.values()].map((v) => ({ v })),
    ...(agents ? [{ a: true as const }] : []),
  ];
  return payloads.map((payload) => JSON.stringify(payload));
}

/** Nothing but this program notifies on the channel; still, what is not understood is no hint. */
export function hintsOf(payload: string): Hint[] {
  const { e = [], l = [], p = [], n = [], r = [], v, a }: Payload = parse(payload);
  return [
    ...e.map(([sessionId, seq]): Hint => ({ kind: 'entry', sessionId, seq })),
    ...l.map((sessionId): Hint => ({ kind: 'list', sessionId })),
    ...p.map((sessionId): Hint => ({ kind: 'place', sessionId })),
    ...n.map((sessionId): Hint => ({ kind: 'news', sessionId })),
    ...r.map((sessionId): Hint => ({ kind: 'receipts', sessionId })),
    ...(v ? [{ kind: 'viewers', sessionId: v[0], gatewayId: v[1], agentIds: v[2] } as const] : []),
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
