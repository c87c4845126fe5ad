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

/** $2 to $8: where there was nothing; $9: what is changed where there was something, null or absent for what stays. */
export const CHANGE_PREFERENCES = statement(
  'notify_change_preferences',
  `
insert into notification_preferences (agent_id, events, quiet_from, quiet_to, time_zone, sound, show_words, language)
values ($1, $2::jsonb, $3::time, $4::time, $5, $6, $7, $8)
on conflict (agent_id) do update set
  events = notification_preferences.events || coalesce($9::jsonb -> 'events', '{}'),
  quiet_from = case when $9::jsonb ? 'quiet' then excluded.quiet_from else notification_preferences.quiet_from end,
  quiet_to = case when $9::jsonb ? 'quiet' then excluded.quiet_to else notification_preferences.quiet_to end,
  time_zone = case when $9::jsonb ? 'quiet' then excluded.time_zone else notification_preferences.time_zone end,
  sound = coalesce(($9::jsonb -> 'sound')::bool, notification_preferences.sound),
  show_words = coalesce(($9::jsonb -> 'showWords')::bool, notification_preferences.show_words),
  language = coalesce($9::jsonb ->> 'language', notification_preferences.language)`,
);
