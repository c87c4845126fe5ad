import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type Role } from '#libs/contracts';
import { AgentEntity, type AgentEntityRow } from '../entities/agent.ts';

export interface AgentRecord {
  id: string;
  email: string;
  name: string;
  role: Role;
  switchedOn: boolean;
  /** How many live conversations the agent can hold at once. */
  capacity: number;
  /** Raised to end all of the agent's tokens. */
  tokenVersion: number;
}

export interface AgentWithPassword extends AgentRecord {
  passwordHash: string;
}

/** Agents' accounts. Who is online is the business of presence. */
export const agentsRepository = (em: () => EntityManager) => ({
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
  }): Promise<AgentRecord> {
    const manager = em();
    const row = manager.create(AgentEntity, { id: newId(), ...input });
    await manager.persist(row).flush();
    return recordOf(row);
  },

  /** All agents by name. */
  async list(): Promise<AgentRecord[]> {
    const rows = await em().findAll(AgentEntity, { orderBy: { name: 'asc', id: 'asc' } });
    return rows.map(recordOf);
  },
});
export type AgentsRepository = ReturnType<typeof agentsRepository>;

const recordOf = ({ id, email, name, role, switchedOn, capacity, tokenVersion }: AgentEntityRow): AgentRecord => ({
  id,
  email,
  name,
  role,
  switchedOn,
  capacity,
  tokenVersion,
});
