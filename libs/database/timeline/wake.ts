/**
 * SQL, for an update of the session's row that takes the next seq: where `condition` holds, the entry concerns the
 * process. The sweep looks two seconds later, if the signal that follows should get lost.
 */
export const wakesIf = (condition: string): string => `
    wake_seq = case when ${condition} then last_seq + 1 else wake_seq end,
    unread_since = case when ${condition} then coalesce(unread_since, clock_timestamp()) else unread_since end,
    next_wake_at = case when ${condition} and cursor >= wake_seq
      then clock_timestamp() + interval '2 seconds' else next_wake_at end,
    wake_tries = case when ${condition} and cursor >= wake_seq then 0 else wake_tries end`;
