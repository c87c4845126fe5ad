import { LIMITS } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';

/** The same page again is no step; of two tabs at once that take the same number, one is told nothing. */
const SEEN = statement(
  'visit_page_seen',
  `
with last as (
  select no, url from page_view where session_id = $1 order by no desc limit 1
), kept as (
  insert into page_view (session_id, no, url)
  select s.id, coalesce((select no from last), 0) + 1, $2 from session s
  where s.id = $1 and s.erased_at is null and (select url from last) is distinct from $2
  on conflict do nothing returning no
)
delete from page_view using kept where session_id = $1 and page_view.no <= kept.no - ${LIMITS.pagesPerSession}`,
);

/** Where visitors went on the website. */
export const visitsRepository = (executor: Executor) => ({
  /**
   * Notes a page of the session; the oldest make room.
   * @param url as `cleanPageUrl` left it
   */
  async pageSeen(sessionId: string, url: string): Promise<void> {
    await executor.rows(SEEN, [sessionId, url]);
  },
});
export type VisitsRepository = ReturnType<typeof visitsRepository>;
