/** SQL: people's turn to write: it waits or is live, and its last words are the visitor's. */
export const IS_UNANSWERED = `(s.phase in ('waiting', 'live') and s.last_author = 'visitor')`;

/**
 * SQL: whether the session `s` is unread by the agent with the id `viewer`: it is theirs or nobody's yet, and they had
 * not in sight what the visitor said last. What others lead is unread by nobody else.
 */
export const unreadBy = (viewer: string): string => `(${IS_UNANSWERED}
  and (s.phase = 'waiting' or s.assignee_id = ${viewer})
  and exists (
    select from entry e where e.session_id = s.id and e.author = 'visitor' and e.kind in ('message', 'answer')
      and e.seq > coalesce((select seen_seq from receipt where session_id = s.id and agent_id = ${viewer}), 0)
  ))`;
