/** Puts words where the cursor stands, in place of what is selected; answers the new text and where the cursor goes. */
export function insertAt(text: string, [from, to]: readonly [number, number], words: string): [string, number] {
  return [text.slice(0, from) + words + text.slice(to), from + words.length];
}
