import { newId, type PlaybookDefinition, type RoutingSettings, type TeamView } from '#libs/contracts';
import { decide } from '#libs/playbook';
import type { Database, Looked, StartInput } from '../index.ts';
import { DEFINITION, startSession, type World } from './builders.ts';

export interface TeamWorld extends World {
  team: TeamView;
}

/** A site whose playbook calls a team of its own, which gets its conversations by these settings. */
export async function createTeamWorld(database: Database, settings: Partial<RoutingSettings>): Promise<TeamWorld> {
  const team = await database.teams.create(`Team ${newId()}`);
  await database.routing.set(team.id, { mode: 'leastBusy', offerSeconds: 20, ...settings });
  const { chat } = DEFINITION.cards;
  const definition = {
    ...DEFINITION,
    name: team.name,
    cards: { ...DEFINITION.cards, chat: { ...chat, team: team.name } },
  } as PlaybookDefinition;
  const { versionId } = await database.playbooks.publish(definition, null);
  const site = await database.sites.create({ name: 'Test', origins: ['*'], activeVersionId: versionId });
  return { siteId: site.id, versionId, team };
}

/** A look of the process, `seconds` from now. */
export const lookAfter = async (database: Database, sessionId: string, seconds = 0): Promise<Looked> => {
  const looked = await database.sessions.look(sessionId, Date.now() + seconds * 1_000, decide);
  if (!looked) throw new Error('no such session');
  return looked;
};

/** A visitor asks for people, and the process has looked; `offeredTo` says whom it is offered to. */
export async function callTeam(database: Database, world: World, override: Partial<StartInput> = {}): Promise<Looked> {
  const { sessionId } = await startSession(database, world, override);
  return lookAfter(database, sessionId);
}

/** What an agent says to the offer that a look made. */
export const answerOf = ({ session }: Looked, agentId: string) => ({
  sessionId: session.id,
  byAgentId: agentId,
  clientId: `client-${newId()}`,
  no: session.offerNo,
});
