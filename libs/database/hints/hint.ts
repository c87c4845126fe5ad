import type { Entry } from '#libs/contracts';

/** The channel that all gateways listen on. */
export const CHANNEL = 'foyer_hint';

/** "Something changed, read it again": may come twice, late or never. */
export type Hint =
  /** The session's timeline has reached `seq`. `entries` are its last ones: who told all before need not read them. */
  | { kind: 'entry'; sessionId: string; seq: number; entries?: readonly Entry[] }
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

type Reached = Extract<Hint, { kind: 'entry' }>;

/** Entries, sessions of the lists, sessions that were moved, sessions with news, of receipts, viewers, agents: short names, for payloads are short. */
interface Payload {
  e?: [sessionId: string, seq: number, entries?: readonly Entry[]][];
  l?: string[];
  p?: string[];
  n?: string[];
  r?: string[];
  v?: [sessionId: string, gatewayId: string, agentIds: string[]];
  a?: true;
}

/** Bytes of the items in one payload. PostgreSQL takes payloads of less than 8,000. */
const PAYLOAD_BYTES = 7_500;
/** Ids in one payload. */
const MOST_VIEWERS = 100;

/** The payloads of notifications that carry these hints; of one session's entries the last hint, without entries where there were several. */
export function payloadsOf(hints: Iterable<Hint>): string[] {
  const reached = new Map<string, Reached>();
  const lists = new Set<string>();
  const places = new Set<string>();
  const news = new Set<string>();
  const receipts = new Set<string>();
  const viewers = new Map<string, NonNullable<Payload['v']>>();
  let agents = false;
  for (const hint of hints) {
    if (hint.kind === 'entry') reached.set(hint.sessionId, later(hint, reached.get(hint.sessionId)));
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
    ...chunksOf([...reached.values()].map(ofEntries)).map((e) => ({ e })),
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
    ...e.map(([sessionId, seq, entries]): Hint => ({ kind: 'entry', sessionId, seq, ...(entries && { entries }) })),
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

const later = (hint: Reached, before: Reached | undefined): Reached =>
  before ? { kind: 'entry', sessionId: hint.sessionId, seq: Math.max(hint.seq, before.seq) } : hint;

/** Long entries stay at home: they are read from the timeline. */
function ofEntries({ sessionId, seq, entries }: Reached): NonNullable<Payload['e']>[number] {
  return entries && bytesOf(entries) < PAYLOAD_BYTES / 2 ? [sessionId, seq, entries] : [sessionId, seq];
}

const bytesOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item));

/** In chunks that a payload holds; none of the items is longer than a half. */
function chunksOf<T>(items: readonly T[]): T[][] {
  const chunks: T[][] = [];
  let left = 0;
  for (const item of items) {
    const bytes = bytesOf(item) + 1;
    if (bytes > left) {
      chunks.push([]);
      left = PAYLOAD_BYTES;
    }
    chunks.at(-1)?.push(item);
    left -= bytes;
  }
  return chunks;
}
