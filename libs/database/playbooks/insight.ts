import type { Insight } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';

/** One statement, so that all numbers are of one moment. */
const INSIGHT = statement(
  'playbook_insight',
  `
with ended as (
  select id, phase = 'closed' as ended from session where version_id = $1 and erased_at is null
), visit as (
  select card_id, arm, ended.ended, left_at - entered_at as stay
  from ended join card_visit on session_id = id
)
select
  (select count(*)::int from ended) as sessions,
  (select coalesce(json_agg(c), '[]') from (
    select card_id as "cardId", count(*)::int as reached, count(stay)::int as answered,
      count(*) filter (where ended and stay is null)::int as dropped,
      extract(epoch from percentile_cont(0.5) within group (order by stay))::float8 as "medianSeconds"
    from visit group by card_id
  ) c) as cards,
  (select coalesce(json_agg(a order by "cardId", arm), '[]') from (
    select card_id as "cardId", arm, count(*)::int as reached, count(stay)::int as answered
    from visit where arm is not null group by card_id, arm
  ) a) as arms,
  (select coalesce(json_agg(r order by "cardId", kind), '[]') from (
    select card_id as "cardId", kind, count(*)::int as count
    from ended join result on session_id = ended.id where card_id is not null group by card_id, kind
  ) r) as results`,
);

type Arm = Insight['cards'][number]['arms'][number];

interface Row extends Omit<Insight, 'versionId' | 'cards'> {
  cards: Omit<Insight['cards'][number], 'arms'>[];
  arms: (Arm & { cardId: string })[];
}

const NOBODY = { reached: 0, answered: 0, dropped: 0, medianSeconds: null };

/**
 * What happened in sessions on a version, erased ones left out.
 * @param cardIds the version's cards, in whose order they are answered; those that nobody reached too
 */
export async function insight(executor: Executor, versionId: string, cardIds: readonly string[]): Promise<Insight> {
  const [row] = await executor.rows<Row>(INSIGHT, [versionId]);
  const { sessions, cards, arms, results } = row as Row;
  const reached = new Map(cards.map((card) => [card.cardId, card]));
  const armsOf = Map.groupBy(arms, ({ cardId }) => cardId);
  return {
    versionId,
    sessions,
    cards: cardIds.map((cardId) => ({
      ...(reached.get(cardId) ?? { cardId, ...NOBODY }),
      arms: (armsOf.get(cardId) ?? []).map(({ cardId: _cardId, ...arm }) => arm),
    })),
    results,
  };
}
