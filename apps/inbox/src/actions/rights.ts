import type { AgentView, ConversationView } from '#libs/contracts';
import type { TextKey } from '../i18n/index.ts';

type Standing = Pick<ConversationView, 'phase' | 'assigneeId'>;
type Who = Pick<AgentView, 'id' | 'role'>;

/** Whether the agent leads others' conversations, too; the server sees to it that it is of their team. */
const isLead = ({ role }: Who): boolean => role === 'admin' || role === 'supervisor';

/** Whether the agent may move or close this live conversation. */
export const leads = (me: Who, { phase, assigneeId }: Standing): boolean =>
  phase === 'live' && (assigneeId === me.id || isLead(me));

/** Whether the agent may take it from whoever leads it. */
export const mayTakeOver = (me: Who, { phase, assigneeId }: Standing): boolean =>
  phase === 'live' && assigneeId !== me.id && isLead(me);

/** Why the agent cannot be given a conversation of this team; null where nothing is in the way. */
export function reasonAgainst(
  { availability, role, teamId }: Pick<AgentView, 'availability' | 'role' | 'teamId'>,
  conversationTeamId: string | null,
): TextKey | null {
  const ofAllTeams = role === 'admin' || (role === 'supervisor' && teamId === null);
  if (conversationTeamId !== null && teamId !== conversationTeamId && !ofAllTeams) return 'isOfOtherTeam';
  if (availability === 'online') return null;
  return availability === 'away' ? 'isAway' : 'isOffline';
}
