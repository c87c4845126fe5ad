import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** One website that embeds the widget. */
export const SiteEntity = defineEntity({
  name: 'Site',
  tableName: 'site',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    origins: p.array(),
    activeVersionId: p.uuid().nullable(),
    defaultLanguage: p.text().default('en'),
    createdAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
});
export type SiteEntityRow = InferEntity<typeof SiteEntity>;
