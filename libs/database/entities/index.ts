import { AgentEntity } from './agent.ts';
import { PlaybookEntity, PlaybookVersionEntity } from './playbook.ts';
import { SiteEntity } from './site.ts';

export { AgentEntity, PlaybookEntity, PlaybookVersionEntity, SiteEntity };

/** What MikroORM manages as entities; the timeline's tables are written by statements alone. */
export const ENTITIES = [AgentEntity, PlaybookEntity, PlaybookVersionEntity, SiteEntity];
