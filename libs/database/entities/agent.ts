import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { ROLES } from '#libs/contracts';

/** Somebody who answers visitors (`agent`), also leads others (`supervisor`) or also sets up (`admin`). */
export const AgentEntity = defineEntity({
  name: 'Agent',
  tableName: 'agent',
  properties: {
    id: p.uuid().primary(),
    email: p.text(),
    name: p.text(),
    role: p.enum([...ROLES]).columnType('text'),
    passwordHash: p.text(),
    switchedOn: p.boolean().default(false),
    switchedAt: p.datetime().columnType('timestamptz').defaultRaw('clock_timestamp()'),
    capacity: p.integer().default(20),
    teamId: p.uuid().nullable(),
    tokenVersion: p.integer().default(0),
    lastOfferedAt: p.datetime().columnType('timestamptz').nullable(),
    disabledAt: p.datetime().columnType('timestamptz').nullable(),
    createdAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
});
export type AgentEntityRow = InferEntity<typeof AgentEntity>;
