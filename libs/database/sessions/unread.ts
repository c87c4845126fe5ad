/** SQL: people's turn in the session `s`: somebody waits for an agent, or for what the agent says. */
export const IS_UNANSWERED = `(s.phase = 'waiting' or (s.phase = 'live' and s.last_author is distinct from 'agent'))`;

/**
 * SQL: whether the session `s` is unread by the agent with the id `viewer`: it is theirs or nobody's yet, and they had
 * not in sight what the visitor said last, nor answered it. What others lead is unread by nobody else. Whatever the bot
 * says meanwhile changes nothing.
 */
export const unreadBy = (viewer: string): string => `(
  (s.phase = 'waiting' or (s.phase = 'live' and s.assignee_id = ${viewer})) and exists (
    select from entry e where e.session_id = s.id and e.author = 'visitor' and e.kind in ('message', 'answer')
      and e.seq > coalesce((select seen_seq from receipt where session_id = s.id and agent_id = ${viewer}), 0)
      and not exists (
        select from entry later where later.session_id = s.id and later.seq > e.seq
          and later.author = 'agent' and later.kind = 'message'
      )
  ))`;
