/** What format 1 called the fields that it knew; it knew no others. */
const NAMES_SINCE_2: Readonly<Record<string, string>> = {
  name: 'person.name',
  email: 'person.email',
  phone: 'person.phone',
  organisation: 'organisation.name',
  text: 'message',
};

/** A field's name in format 2; what format 1 did not know stays as it is. */
export const fieldSince2 = (name: string): string =>
  Object.hasOwn(NAMES_SINCE_2, name) ? (NAMES_SINCE_2[name] ?? name) : name;

const PLACEHOLDER_OF_1 = /(\{\{\s*)([A-Za-z]+)(\s*(?:\|[^{}]*)?\}\})/g;

/** A text of format 1 with the placeholders of format 2. */
export const placeholdersSince2 = (text: string): string =>
  text.replace(PLACEHOLDER_OF_1, (_, open: string, name: string, rest: string) => `${open}${fieldSince2(name)}${rest}`);
