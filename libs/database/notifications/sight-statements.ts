import { statement } from '../sql/sql.ts';

/** `since` moves only where the agent came or looked away. */
export const SET_SIGHT = statement(
  'notify_set_sight',
  `
insert into agent_sight as v (agent_id, gateway_id, visible, session_ids) values ($1, $2, $3, $4)
on conflict (agent_id, gateway_id) do update set visible = excluded.visible, session_ids = excluded.session_ids,
  renewed_at = excluded.renewed_at, since = case when v.visible = excluded.visible then v.since else excluded.since end`,
);

export const RENEW_SIGHT = statement(
  'notify_renew_sight',
  `update agent_sight set renewed_at = clock_timestamp() where gateway_id = $1 and visible`,
);

export const END_SIGHT = statement(
  'notify_end_sight',
  `update agent_sight set visible = false, since = clock_timestamp() where gateway_id = $1 and visible`,
);
