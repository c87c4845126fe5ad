import { defineEntity, p } from '@mikro-orm/core';
import type { PlaybookDefinition } from '#libs/contracts';

export const PlaybookEntity = defineEntity({
  name: 'Playbook',
  tableName: 'playbook',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    createdAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
});

/** A version never changes once it is written. */
export const PlaybookVersionEntity = defineEntity({
  name: 'PlaybookVersion',
  tableName: 'playbook_version',
  properties: {
    id: p.uuid().primary(),
    playbookId: p.uuid(),
    version: p.integer(),
    definition: p.json<PlaybookDefinition>(),
    createdBy: p.uuid().nullable(),
    createdAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
});
