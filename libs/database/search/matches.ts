import type { AuthorKind, SearchMatch } from '#libs/contracts';
import { statement } from '../sql/sql.ts';
import { highlight, wantedOf } from './highlight.ts';

/** What of a conversation could have been found. */
export interface Snippets {
  sessionId: string;
  personName: string | null;
  email: string | null;
  phone: string | null;
  organisation: string | null;
  /** The latest that somebody said with one of the words. */
  said: string | null;
  kind: 'message' | 'answer' | 'note' | null;
  author: AuthorKind | null;
  results: string[];
  cards: string[];
}

/** So many of the latest entries are looked through for what to show. */
const LOOKED_THROUGH = 100;

/**
 * Words are taken apart only where the letters of one are there at all: that costs a twentieth, and in most entries none
 * is. Texts in ASCII have no accents to take off.
 */
export const SNIPPETS = statement(
  '',
  `
select h.id as "sessionId", d.person_name as "personName", d.email, d.phone, d.organisation, e.said, e.kind, e.author,
  array(select concat_ws(' · ', title, kind, state) from result where session_id = h.id order by created_at desc) as results,
  array(select card_id from card_visit where session_id = h.id order by entered_at desc) as cards
from unnest($1::uuid[]) as h (id)
cross join (
  select replace(words, '&', '|')::tsquery as any_word,
    array(select '%' || word[1] || '%' from regexp_matches(words, '''([^'']+)''', 'g') as word) as letters
  from cast(search_query($2) as text) as words
) wanted
left join session_details d on d.session_id = h.id
left join lateral (
  select * from (
    select body ->> 'text' as said, kind, author, seq from entry
    where session_id = h.id and kind in ('message', 'answer', 'note') and author <> 'bot'
    order by seq desc limit ${LOOKED_THROUGH}
  ) latest
  where case when octet_length(said) = length(said) then lower(said) else search_fold(said) end like any (letters)
    and to_tsvector('simple', search_fold(said)) @@ any_word
  order by seq desc limit 1
) e on true`,
);

/** Of one conversation; more would push the next one out of sight. */
const SHOWN = 3;

/** Where the words of `text` were found, words of people first. */
export function matchesOf(text: string, snippets: Snippets | undefined): SearchMatch[] {
  if (!snippets) return [];
  const { said, kind, author, personName, email, phone, organisation, results, cards } = snippets;
  const wanted = wantedOf(text);
  const places: [SearchMatch['in'], string | null][] = [
    [kind === 'note' ? 'note' : 'message', said],
    ['person', personName],
    ['email', email],
    ['phone', phone],
    ['organisation', organisation],
    ...results.map((result): [SearchMatch['in'], string] => ['result', result]),
    ...cards.map((card): [SearchMatch['in'], string] => ['card', card]),
  ];
  return places
    .flatMap(([place, words]) => {
      const spans = words === null ? null : highlight(words, wanted, place === 'phone');
      return spans ? [{ in: place, author: words === said ? author : null, spans }] : [];
    })
    .slice(0, SHOWN);
}
