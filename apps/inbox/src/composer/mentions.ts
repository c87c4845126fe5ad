import type { AgentView, ConversationView } from '#libs/contracts';

/** Whether the agent may see the conversation. The server has the last word; this is what is offered. */
const maySee = (agent: AgentView, { teamId, phase, assigneeId }: ConversationView): boolean =>
  teamId === null ||
  agent.teamId === teamId ||
  agent.role === 'admin' ||
  (agent.role === 'supervisor' && agent.teamId === null) ||
  (phase === 'live' && assigneeId === agent.id);

/** Colleagues who may be named in a note and whose name goes on like the query, by name. */
export function findColleagues(
  agents: readonly AgentView[],
  me: string,
  conversation: ConversationView,
  query: string,
): AgentView[] {
  const wanted = query.toLowerCase();
  const fits = ({ name }: AgentView): boolean =>
    name.toLowerCase().startsWith(wanted) ||
    name
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted));
  return agents
    .filter((agent) => agent.id !== me && !agent.disabled && maySee(agent, conversation) && fits(agent))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Of those who were named, whose names the note still has. */
export const stillNamed = (named: ReadonlyMap<string, string>, text: string): string[] =>
  [...named].filter(([, name]) => text.includes(`@${name}`)).map(([id]) => id);
