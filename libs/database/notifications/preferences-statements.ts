import { statement } from '../sql/sql.ts';

export const PREFERENCES = statement(
  'notify_preferences',
  `select events, to_char(quiet_from, 'HH24:MI') as "from", to_char(quiet_to, 'HH24:MI') as "to",
    time_zone as "timeZone", sound, show_words as "showWords", language
  from notification_preferences where agent_id = $1`,
);

/** PostgreSQL judges the time zone, since it is what reads it later. */
export const KNOWN_ZONE = statement(
  'notify_known_zone',
  'select exists (select from pg_timezone_names where name = $1) as known',
);

export const SAVE_PREFERENCES = statement(
  'notify_save_preferences',
  `
insert into notification_preferences (agent_id, events, quiet_from, quiet_to, time_zone, sound, show_words, language)
values ($1, $2::jsonb, $3::time, $4::time, $5, $6, $7, $8)
on conflict (agent_id) do update set events = excluded.events, quiet_from = excluded.quiet_from,
  quiet_to = excluded.quiet_to, time_zone = excluded.time_zone, sound = excluded.sound,
  show_words = excluded.show_words, language = excluded.language`,
);
