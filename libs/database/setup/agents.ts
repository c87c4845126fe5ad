import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, Refusal, type Role } from '#libs/contracts';
import { AgentEntity, type AgentEntityRow } from '../entities/agent.ts';
import { goOnline } from '../presence/online.ts';
import { isMissingReference, violatedKey } from '../sql/errors.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';

export interface AgentRecord {
  id: string;
  email: string;
  name: string;
  role: Role;
  teamId: string | null;
  switchedOn: boolean;
  /** How many live conversations the agent can hold at once. */
  capacity: number;
  /** Raised to end all of the agent's tokens. */
  tokenVersion: number;
  /** May not sign in any more. */
  disabled: boolean;
}

export interface AgentWithPassword extends AgentRecord {
  passwordHash: string;
}

const ADD = statement(
  'agent_add',
  `insert into agent (id, name, email, role, team_id, password_hash) values ($1, $2, $3, $4, $5, $6)`,
);

const CHANGE = statement(
  'agent_change',
  `update agent set capacity = coalesce($2::int, capacity), role = coalesce($3::text, role),
    team_id = case when $4::boolean then $5::uuid else team_id end, name = coalesce($6, name), email = coalesce($7, email)
  where id = $1 returning id`,
);

/** In one order, so that two who take away rights from one another take turns. */
const LOCK_ADMINS = statement(
  'agent_lock_admins',
  `select id from agent where role = 'admin' and disabled_at is null order by id for no key update`,
);

const DISABLE = statement(
  'agent_disable',
  `
with leases as (delete from agent_lease where agent_id = $1)
update agent set disabled_at = coalesce(disabled_at, clock_timestamp()), switched_on = false,
  token_version = token_version + 1
where id = $1 returning id`,
);

const ENABLE = statement('agent_enable', `update agent set disabled_at = null where id = $1 returning id`);

/** The grace time of their conversations begins now. */
const LOG_OUT = statement(
  'agent_log_out',
  `
with leases as (
  update agent_lease set ended_at = clock_timestamp(), renewed_at = clock_timestamp()
  where agent_id = $1 and ended_at is null
)
update agent set token_version = token_version + 1, switched_on = false where id = $1 returning id`,
);

/** Refusal `last_admin` where nobody else is one. */
async function keepAnAdmin(executor: Executor, agentId: string): Promise<void> {
  const admins = await executor.rows<{ id: string }>(LOCK_ADMINS, []);
  if (admins.length === 1 && admins[0]?.id === agentId) throw new Refusal('last_admin');
}

/** Refusal `not_found` where a statement met no agent. */
function mustMeet(rows: unknown[]): void {
  if (rows.length === 0) throw new Refusal('not_found');
}

function refusalOf(error: unknown): unknown {
  if (violatedKey(error) === 'agent_email_key') return new Refusal('email_taken');
  return isMissingReference(error) ? new Refusal('not_found') : error;
}

/** Agents' accounts. Who is online is the business of presence. */
export const agentsRepository = (em: () => EntityManager, sql: Sql) => ({
  /** For signing in; letter case of the e-mail does not matter. */
  async findByEmail(email: string): Promise<AgentWithPassword | null> {
    const row = await em().createQueryBuilder(AgentEntity).where('lower(email) = lower(?)', [email]).getSingleResult();
    return row && { ...recordOf(row), passwordHash: row.passwordHash };
  },

  async findById(id: string): Promise<AgentRecord | null> {
    const row = await em().findOne(AgentEntity, { id });
    return row && recordOf(row);
  },

  /** @param input `passwordHash` as a password hashing library wrote it, never a password */
  async create(input: {
    email: string;
    name: string;
    role: Role;
    passwordHash: string;
    capacity?: number;
    teamId?: string | null;
  }): Promise<AgentRecord> {
    const manager = em();
    const row = manager.create(AgentEntity, { id: newId(), ...input });
    await manager.persist(row).flush();
    return recordOf(row);
  },

  /** As an admin makes one. Refusals: `email_taken`, `not_found` for a team that does not exist. */
  async add(input: {
    name: string;
    email: string;
    role: Role;
    teamId: string | null;
    passwordHash: string;
  }): Promise<{ id: string }> {
    const { name, email, role, teamId, passwordHash } = input;
    const id = newId();
    await sql.rows(ADD, [id, name, email, role, teamId, passwordHash]).catch((error: unknown) => {
      throw refusalOf(error);
    });
    return { id };
  },

  /** Name and e-mail stay where they are missing. Refusals: `not_found`, also for a team that does not exist, `last_admin`, `email_taken`. */
  async change(
    id: string,
    input: {
      capacity?: number | undefined;
      role?: Role | undefined;
      teamId?: string | null | undefined;
      name?: string | undefined;
      email?: string | undefined;
    },
  ): Promise<void> {
    const { capacity = null, role = null, teamId, name = null, email = null } = input;
    await goOnline(sql, async (executor) => {
      if (role !== null && role !== 'admin') await keepAnAdmin(executor, id);
      const team = [teamId !== undefined, teamId ?? null];
      mustMeet(await executor.rows(CHANGE, [id, capacity, role, ...team, name, email]));
    }).catch((error: unknown) => {
      throw refusalOf(error);
    });
  },

  /**
   * Ends tokens, leases and switch for good; the sweep returns their conversations. Refusals: `not_found`, `last_admin`.
   */
  async disable(id: string): Promise<void> {
    await sql.transaction(async (executor) => {
      await keepAnAdmin(executor, id);
      mustMeet(await executor.rows(DISABLE, [id]));
    });
  },

  /** May sign in again. Refusal `not_found`. */
  async enable(id: string): Promise<void> {
    mustMeet(await sql.rows(ENABLE, [id]));
  },

  /** Ends all tokens so far, the leases and the switch. Refusal `not_found`. */
  async logOutEverywhere(id: string): Promise<void> {
    mustMeet(await sql.rows(LOG_OUT, [id]));
  },

  /** All agents by name. */
  async list(): Promise<AgentRecord[]> {
    const rows = await em().findAll(AgentEntity, { orderBy: { name: 'asc', id: 'asc' } });
    return rows.map(recordOf);
  },
});
export type AgentsRepository = ReturnType<typeof agentsRepository>;

const recordOf = (row: AgentEntityRow): AgentRecord => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  teamId: row.teamId ?? null,
  switchedOn: row.switchedOn,
  capacity: row.capacity,
  tokenVersion: row.tokenVersion,
  disabled: row.disabledAt != null,
});
