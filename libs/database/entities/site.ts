import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { type Appearance, type OpeningHours, OUT_OF_HOURS } from '#libs/contracts';

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
    appearance: p.json<Appearance>().nullable(),
    languages: p.array().defaultRaw(`'{}'`),
    /** Null: always open. */
    hours: p.json<OpeningHours>().nullable(),
    outOfHours: p
      .enum([...OUT_OF_HOURS])
      .columnType('text')
      .default('offline'),
    identitySecret: p.text().nullable(),
    createdAt: p.datetime().columnType('timestamptz').defaultRaw('now()'),
  },
});
export type SiteEntityRow = InferEntity<typeof SiteEntity>;
