export interface Emoji {
  emoji: string;
  /** In the window's language. */
  name: string;
}

/** A file beside the scripts, loaded when somebody first looks for an emoji. Rejects without a network. */
export async function loadEmoji(origin: string, language: string): Promise<Emoji[]> {
  const answer = await fetch(`${origin}/widget/emoji/${language}.json`);
  if (!answer.ok) throw new Error(`emoji: ${answer.status}`);
  return (await answer.json()) as Emoji[];
}
