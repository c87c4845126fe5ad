import { type FilterName, type Filters, Refusal } from '#libs/contracts';
import { IS_UNANSWERED, unreadBy } from './unread.ts';

/** SQL of each filter for a session `s`; `value` stands for its parameter, `$2` is the agent who looks. */
const FILTERS: Record<FilterName, (value: string) => string> = {
  team: (value) => `(case when ${value} = 'none' then s.team_id is null else s.team_id::text = ${value} end)`,
  agent: (value) => `s.assignee_id = ${value}::uuid`,
  site: (value) => `s.site_id = ${value}::uuid`,
  phase: (value) => `s.phase = ${value}`,
  // connections of the pool are in UTC
  from: (value) => `s.last_at >= ${value}::date`,
  to: (value) => `s.last_at < ${value}::date + 1`,
  result: (value) => `exists (select from result r where r.session_id = s.id and r.kind = ${value})`,
  language: (value) => `s.language = ${value}`,
  unread: (value) => `(${value}::text is not null and ${unreadBy('$2::uuid')})`,
  unanswered: (value) => `(${value}::text is not null and ${IS_UNANSWERED})`,
};

/** Gathers the values of a statement that is put together; no part of its text comes from a caller. */
export class Values {
  readonly list: unknown[];

  constructor(...first: unknown[]) {
    this.list = first;
  }

  /** @returns how the statement names the value */
  add(value: unknown): string {
    return `$${this.list.push(value)}`;
  }
}

/** SQL that holds for a session `s` that all the filters leave: ` and …`, or nothing. */
export const filtersSql = (filters: Filters, values: Values): string =>
  (Object.keys(FILTERS) as FilterName[])
    .filter((name) => filters[name] !== undefined)
    .map((name) => ` and ${FILTERS[name](values.add(filters[name]))}`)
    .join('');

/** A row's place in an order by time, as it travels: "2026-01-31T10:00:00.000Z_<id>". */
export interface Key {
  at: string;
  id: string;
}

const KEY = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const keyText = ({ at, id }: Key): string => `${at}_${id}`;

/** Refusal `invalid_body` for what is no place. */
export function parseKey(text: string): Key {
  const [, at = '', id = ''] = KEY.exec(text) ?? [];
  if (Number.isNaN(Date.parse(at))) throw new Refusal('invalid_body');
  return { at, id };
}
