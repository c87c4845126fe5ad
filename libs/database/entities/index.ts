import { AgentEntity } from './agent.ts';
import { PlaybookEntity, PlaybookEventEntity, PlaybookVersionEntity } from './playbook.ts';
import { SiteEntity } from './site.ts';

export { AgentEntity, PlaybookEntity, PlaybookEventEntity, PlaybookVersionEntity, SiteEntity };

/** What MikroORM manages as entities; the timeline's tables are written by statements alone. */
export const ENTITIES = [AgentEntity, PlaybookEntity, PlaybookVersionEntity, PlaybookEventEntity, SiteEntity];
