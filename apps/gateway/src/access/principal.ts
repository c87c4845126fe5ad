import type { Role } from '#libs/contracts';

/** Who asks, as their token says. */
export type Principal = Nobody | VisitorPrincipal | AgentPrincipal;

export interface Nobody {
  kind: 'nobody';
}
export interface VisitorPrincipal {
  kind: 'visitor';
  sessionId: string;
  siteId: string;
}
export interface AgentPrincipal {
  kind: 'agent';
  agentId: string;
  name: string;
  role: Role;
  teamId: string | null;
  /** Raised in the agent's row to end all of their tokens. */
  tokenVersion: number;
  /** Seconds since the epoch. */
  expiresAt: number;
}

export const NOBODY: Nobody = { kind: 'nobody' };
