import { z } from 'zod';

/**
 * Every refusal and failure that a caller can see has one of these codes; nobody matches on message text.
 * `status` is the HTTP status; over sockets the same code comes in the acknowledgement.
 */
export const ERROR_CODES = {
  invalid_body: { status: 400, title: 'The body does not have the expected form' },
  invalid_playbook: { status: 422, title: 'The playbook has errors' },
  playbook_tests_failed: { status: 422, title: 'Tests of the playbook fail' },
  playbook_archived: { status: 409, title: 'The playbook is archived' },
  playbook_active: { status: 409, title: 'The playbook is active on a site' },
  name_taken: { status: 409, title: 'Something else has this name' },
  too_many: { status: 409, title: 'There are as many of these as there may be' },
  email_taken: { status: 409, title: 'Another agent has this e-mail address' },
  person_exists: { status: 409, title: 'Somebody else with this e-mail address is known' },
  merge_undecided: { status: 422, title: 'Both have a value: choose which one stays' },
  already_rated: { status: 409, title: 'The conversation has been rated' },
  mail_disabled: { status: 409, title: 'This installation sends no e-mail' },
  last_admin: { status: 409, title: 'Somebody must remain an admin' },
  unknown_team: { status: 422, title: 'The playbook calls a team that does not exist' },
  identity_invalid: { status: 401, title: 'The visitor’s identity is not signed by the site, or has expired' },
  file_type_not_allowed: { status: 415, title: 'Files of this type are not taken' },
  too_many_files: { status: 409, title: 'The conversation has as many files as it may have' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'E-mail or password is wrong' },
  session_token_invalid: { status: 401, title: 'The session token is not valid' },
  forbidden: { status: 403, title: 'You may not do this' },
  origin_not_allowed: { status: 403, title: 'This website may not embed the site’s chat' },
  not_found: { status: 404, title: 'There is nothing here, or it is not yours' },
  session_closed: { status: 409, title: 'The conversation is closed' },
  wrong_phase: { status: 409, title: 'The conversation is in a phase that does not allow this' },
  not_assignee: { status: 409, title: 'The conversation is assigned to somebody else' },
  already_assigned: { status: 409, title: 'Somebody else has taken the conversation' },
  offered_elsewhere: { status: 409, title: 'The conversation is being offered to somebody else' },
  offer_over: { status: 409, title: 'The offer is over' },
  agent_offline: { status: 409, title: 'That agent is not online' },
  wrong_team: { status: 409, title: 'That agent is not in the conversation’s team' },
  agent_busy: { status: 409, title: 'That agent has no room for another conversation' },
  stale_version: { status: 409, title: 'Somebody else changed this in the meantime' },
  too_late: { status: 409, title: 'The time in which this could be done is over' },
  opening_changed: { status: 409, title: 'The playbook changed; render the opening again' },
  payload_too_large: { status: 413, title: 'Too large' },
  rate_limited: { status: 429, title: 'Too many requests; try again later' },
  unavailable: { status: 503, title: 'A part of the service does not answer; try again' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const;
export type ErrorCode = keyof typeof ERROR_CODES;
export const errorCodeSchema = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]);

/** One problem inside a body or a playbook. */
export const problemItemSchema = z
  .object({
    path: z.string().describe('Where, as a JSON path: "cards.ask.choices[0].next"; "" for the whole'),
    code: z.string().describe('Machine-readable, e.g. "dangling_card"'),
    message: z.string().describe('One sentence for people'),
  })
  .meta({ id: 'ProblemItem' });
export type ProblemItem = z.infer<typeof problemItemSchema>;

/** Problem details (RFC 9457) with our code. */
export const problemSchema = z
  .object({
    type: z.string().describe('urn:foyer:error:<code>'),
    title: z.string(),
    status: z.number().int(),
    code: errorCodeSchema,
    detail: z.string().optional(),
    errors: z.array(problemItemSchema).optional(),
    errorId: z.string().optional().describe('Finds the failure in the logs'),
    winnerName: z.string().optional().describe('Who was first, for already_assigned and not_assignee'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

export function problem(code: ErrorCode, extra: Partial<Omit<Problem, 'code' | 'status' | 'type'>> = {}): Problem {
  const { status, title } = ERROR_CODES[code];
  return { type: `urn:foyer:error:${code}`, title, status, code, ...extra };
}

/** Thrown where a command is refused; carries the problem that the caller gets. Nothing was stored. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(code: ErrorCode, extra: Parameters<typeof problem>[1] = {}) {
    super(code);
    this.name = 'Refusal';
    this.problem = problem(code, extra);
  }

  get code(): ErrorCode {
    return this.problem.code;
  }
}
