import type { CloseReason, Details, ResultKind } from '#libs/contracts';
import type { VersionCache } from '../playbooks/version-cache.ts';
import { decline } from '../routing/decline.ts';
import type { Sql } from '../sql/sql.ts';
import type { Look, LookOutcome } from '../types.ts';
import { closeReasons, replaceCloseReasons } from './close-reasons.ts';
import {
  accept,
  assign,
  type CloseCommand,
  type Command,
  close,
  giveBack,
  handBack,
  reassign,
  type WithNote,
} from './commands.ts';
import { credential } from './credential.ts';
import { updateDetails } from './details.ts';
import { erase } from './erase.ts';
import { look } from './look.ts';
import { type RateInput, rate } from './rate.ts';
import { requestResult } from './request-result.ts';
import { audienceOf, ownersOf, requireVisible } from './rights.ts';
import { type StartInput, start } from './start.ts';
import { detail, type ListQuery, list, offersTo, view } from './views.ts';

/** Sessions: their beginning, what agents command, what the process decides, and how lists show them. */
export const sessionsRepository = (sql: Sql, versions: VersionCache) => ({
  start: (input: StartInput) => start(sql, input),
  assign: (command: Command & { agentId: string }) => assign(sql, command),
  accept: (command: Command & { no: number }) => accept(sql, command),
  decline: (command: Command & { no: number }) => decline(sql, command),
  offersTo: (agentId: string) => offersTo(sql, agentId),
  reassign: (command: WithNote<Command & { agentId: string }>) => reassign(sql, command),
  giveBack: (command: WithNote) => giveBack(sql, command),
  close: (command: CloseCommand) => close(sql, command),
  closeReasons: () => closeReasons(sql),
  replaceCloseReasons: (reasons: readonly CloseReason[], insteadOf?: readonly CloseReason[]) =>
    replaceCloseReasons(sql, reasons, insteadOf),
  rate: (input: RateInput) => rate(sql, input),
  handBack: (command: Command) => handBack(sql, command),
  requestResult: (command: Command & { kind: ResultKind; title: string }) => requestResult(sql, command),
  updateDetails: (input: { sessionId: string; version: number; details: Details; byAgentId?: string }) =>
    updateDetails(sql, input),
  list: (query: ListQuery) => list(sql, query),
  view: (sessionId: string, viewerId: string | null = null) => view(sql, sessionId, viewerId),
  /** @param seenBy refuses with `not_found` what this agent may not see; missing: anybody's */
  detail: (sessionId: string, seenBy: string | null = null) => detail(sql, sessionId, seenBy),
  requireVisible: (sessionId: string, agentId: string) => requireVisible(sql, sessionId, agentId),
  audienceOf: (sessionId: string, agentIds: readonly string[]) => audienceOf(sql, sessionId, agentIds),
  ownersOf: (sessionIds: readonly string[]) => ownersOf(sql, sessionIds),
  credential: (sessionId: string) => credential(sql, sessionId),
  look: (sessionId: string, workflowTime: number, decide: (look: Look) => LookOutcome) =>
    look(sql, versions, sessionId, workflowTime, decide),
  erase: (sessionId: string) => erase(sql, sessionId),
});
export type SessionsRepository = ReturnType<typeof sessionsRepository>;
