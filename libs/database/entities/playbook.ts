import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { PLAYBOOK_ACTIONS, type PlaybookDefinition } from '#libs/contracts';

export const PlaybookEntity = defineEntity({
  name: 'Playbook',
  tableName: 'playbook',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    createdAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
    archivedAt: p.datetime().columnType('timestamptz').nullable(),
    /** Any JSON object. */
    draft: p.json<Record<string, unknown>>().columnType('json').nullable(),
    draftRevision: p.integer().default(0),
    draftBy: p.uuid().nullable(),
    draftAt: p.datetime().columnType('timestamptz').nullable(),
  },
});
export type PlaybookEntityRow = InferEntity<typeof PlaybookEntity>;

/** A version never changes once it is written. */
export const PlaybookVersionEntity = defineEntity({
  name: 'PlaybookVersion',
  tableName: 'playbook_version',
  properties: {
    id: p.uuid().primary(),
    playbookId: p.uuid(),
    version: p.integer(),
    definition: p.json<PlaybookDefinition>().columnType('json'),
    createdBy: p.uuid().nullable(),
    note: p.text().nullable(),
    createdAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
});

/** Who changed what. */
export const PlaybookEventEntity = defineEntity({
  name: 'PlaybookEvent',
  tableName: 'playbook_event',
  properties: {
    id: p.uuid().primary(),
    playbookId: p.uuid(),
    at: p.datetime().columnType('timestamptz').defaultRaw('clock_timestamp()'),
    agentId: p.uuid().nullable(),
    action: p.enum([...PLAYBOOK_ACTIONS]).columnType('text'),
    version: p.integer().nullable(),
    siteId: p.uuid().nullable(),
  },
});
