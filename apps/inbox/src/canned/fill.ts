import type { CannedField, CannedReply } from '#libs/contracts';

/** What is known of each field; null: nothing. */
export type Fields = Readonly<Record<CannedField, string | null>>;

/** Each name is checked by the type: a field that the contracts know and this does not fails the build. */
export const FIELD_NAMES = Object.keys({
  'visitor.name': 0,
  'visitor.email': 0,
  'visitor.organisation': 0,
  'agent.name': 0,
  'agent.firstName': 0,
} satisfies Record<CannedField, number>) as CannedField[];

/** The reply with what is known filled in. What is not known goes, with the blanks before it: "Hello!" */
export const fill = (text: string, fields: Fields): string =>
  text.replaceAll(/([ \t]*)\{\{\s*([^{}]*?)\s*\}\}/g, (_, blanks: string, field: CannedField) => {
    const known = Object.hasOwn(fields, field) ? fields[field] : null;
    return known ? blanks + known : '';
  });

/** Those whose shortcut or words have what is looked for; shortcuts that begin so come first. */
export function findReplies(replies: readonly CannedReply[], query: string): CannedReply[] {
  const wanted = query.toLowerCase();
  const rank = ({ shortcut, text }: CannedReply): number =>
    shortcut.startsWith(wanted) ? 0 : shortcut.includes(wanted) ? 1 : text.toLowerCase().includes(wanted) ? 2 : 3;
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ reply }) => reply);
}
