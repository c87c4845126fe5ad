import type { RoutingSettings } from '#libs/contracts';

/** An agent who is online, has room, and was not offered the conversation during this wait. */
export interface Candidate {
  agentId: string;
  name: string;
  /** Live conversations and offers. */
  load: number;
  /** ISO 8601; null: never. */
  lastOfferedAt: string | null;
  /** Talked with this visitor last. */
  previous: boolean;
  /** Owns the person's latest deal or lead. */
  owner: boolean;
}

/** What a team says of its conversations, and who could be offered this one. */
export interface Routing extends RoutingSettings {
  candidates: Candidate[];
}

/** Of a session that was never offered to anybody. */
export const NO_OFFER = { offeredTo: null, offerNo: 0, offerUntil: null } as const;

export interface Offer {
  agentId: string;
  /** Counts the session's offers. */
  no: number;
  /** ISO 8601. */
  until: string;
}
