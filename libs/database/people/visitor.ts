import { type ConversationVisitor, type PersonView, Refusal } from '#libs/contracts';
import { maySee } from '../sessions/rights.ts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { PERSON_COLUMNS, personOf } from './columns.ts';
import { duplicatesOf } from './duplicates.ts';
import { personIdOf } from './links.ts';

const VISIT = statement(
  'visitor_visit',
  `
select s.device, s.referrer,
  (select coalesce(json_agg(json_build_object('byName', a.name, 'at', m.at) order by m.at desc), '[]')
    from person_merge m join agent a on a.id = m.by_agent_id where m.person_id = p.id) as merges,
  sp.person_id is not null as linked, ${PERSON_COLUMNS},
  (select coalesce(json_agg(json_build_object('url', url, 'at', at) order by no), '[]')
    from page_view where session_id = s.id) as pages,
  (select body ->> 'words' from entry where session_id = s.id and kind = 'rated') as "ratingWords",
  (select coalesce(json_agg(json_build_object('id', m.id, 'state', m.state, 'at', m.created_at)
      order by m.created_at desc), '[]')
    from transcript_mail m where session_id = s.id) as mails
from session s left join session_details d on d.session_id = s.id left join session_person sp on sp.session_id = s.id
  left join person p on p.id = ${personIdOf('d', 'sp')} left join organisation o on o.id = p.organisation_id
where s.id = $1 and s.erased_at is null and ${maySee('$2::uuid')}`,
);

const MOST = 20;

/** Of the same browser, linked to the person, or with their e-mail. */
const EARLIER = statement(
  'visitor_earlier',
  `
select s.id, s.phase, s.started_at as "startedAt", s.last_text as "lastText", a.name as "assigneeName", s.closing
from session s left join agent a on a.id = s.assignee_id
where s.id in (
    select same.id from session this join session same
      on same.site_id = this.site_id and same.visitor_hash = this.visitor_hash where this.id = $1
    union select session_id from session_person where person_id = $3
    union select d.session_id from person p join session_details d on lower(d.email) = lower(p.email)
      where p.id = $3 and not exists (select from session_person l where l.session_id = d.session_id)
  )
  and s.id <> $1 and s.conversation_at is not null and s.erased_at is null and ${maySee('$2::uuid')}
order by s.started_at desc, s.id limit ${MOST}`,
);

type Visit = Pick<ConversationVisitor, 'merges' | 'device' | 'referrer' | 'pages' | 'ratingWords' | 'mails'>;
type VisitRow = Visit & { linked: boolean } & (PersonView | { id: null });

/** What an agent sees of the visitor beside the details. Refusal `not_found`. */
export async function visitor(
  executor: Executor,
  sessionId: string,
  seenBy: string,
): Promise<Omit<ConversationVisitor, 'mailEnabled'>> {
  const [row] = await executor.rows<VisitRow>(VISIT, [sessionId, seenBy]);
  if (!row) throw new Refusal('not_found');
  const person = row.id === null ? null : personOf(row);
  const earlier = await executor.rows<ConversationVisitor['earlier'][number]>(EARLIER, [
    sessionId,
    seenBy,
    person?.id ?? null,
  ]);
  return {
    person,
    linkedBy: person === null ? null : row.linked ? 'link' : 'email',
    duplicates: person === null ? [] : await duplicatesOf(executor, person.id),
    merges: row.merges.map(timed),
    device: row.device,
    referrer: row.referrer,
    pages: row.pages.map(timed),
    earlier: earlier.map((each) => ({ ...each, startedAt: isoTime(each.startedAt) })),
    ratingWords: row.ratingWords,
    mails: row.mails.map(timed),
  };
}

const timed = <T extends { at: string }>(what: T): T => ({ ...what, at: isoTime(what.at) });
