import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Emoji } from './src/chat/emoji.ts';
import type { Language } from './src/languages.ts';

/** What people choose from, in rows of eight: faces, hands and hearts, and what a chat with a shop is about. */
const CHOSEN = [
  '😀 😄 😅 😂 🙂 😉 😊 😍',
  '😘 😎 🤔 😐 🙄 😕 😟 😢',
  '😭 😡 😱 😴 🤗 🥳 🤯 🙈',
  '👍 👎 👌 🙏 👏 🙌 👋 💪',
  '🤝 ✌ 🤞 👀 ❤ 💔 🔥 ✨',
  '🎉 🎁 🌟 ☀ 🌈 🌹 ☕ 🍕',
  '📦 🚚 🏠 📍 📅 ⏰ 📞 📧',
  '💳 💶 🛒 🔧 💡 ✅ ❌ ❓',
].flatMap((row) => row.split(' '));

/** Without the mark that asks for a picture in colours. */
const bare = (emoji: string): string => emoji.replaceAll('\uFE0F', '');

/** The chosen emoji with their names (CLDR's) in the language. */
export async function emojiOf(language: Language): Promise<Emoji[]> {
  const path = createRequire(import.meta.url).resolve(`emoji-picker-element-data/${language}/cldr-native/data.json`);
  const all = JSON.parse(await readFile(path, 'utf8')) as { emoji: string; annotation: string }[];
  const known = new Map(all.map(({ emoji, annotation }) => [bare(emoji), { emoji, name: annotation }]));
  return CHOSEN.map((chosen) => {
    const found = known.get(chosen);
    if (!found) throw new Error(`There is no emoji ${chosen} in "${language}"`);
    return found;
  });
}
