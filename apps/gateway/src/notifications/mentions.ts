interface Named {
  id: string;
  name: string;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
const isPartOfWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/**
 * Who is named in a note: "@" and a name, in full or as far as it is nobody else's first name. The longest name that
 * fits counts ("@Ana Silva" is not Ana Costa); "a@ana" names nobody.
 * @returns ids, each once
 */
export function mentionsOf(text: string, agents: readonly Named[]): string[] {
  const note = folded(text);
  const firstNames = Map.groupBy(agents, ({ name }) => folded(name).split(/\s+/)[0] ?? '');
  const names = [
    ...agents.map(({ id, name }) => ({ id, name: folded(name) })),
    ...[...firstNames].flatMap(([name, own]) => (own.length === 1 && own[0] ? [{ id: own[0].id, name }] : [])),
  ]
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => b.name.length - a.name.length);
  const found = new Set<string>();
  for (const { index } of note.matchAll(/@/g)) {
    if (isPartOfWord(note[index - 1])) continue;
    const length = names.find(
      ({ name }) => note.startsWith(name, index + 1) && !isPartOfWord(note[index + 1 + name.length]),
    )?.name.length;
    // two colleagues of the same name are both meant
    const name = length === undefined ? null : note.slice(index + 1, index + 1 + length);
    for (const named of names) if (named.name === name) found.add(named.id);
  }
  return [...found];
}
