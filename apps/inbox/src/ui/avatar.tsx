const HUES = [12, 40, 85, 140, 175, 215, 255, 300, 340];

/** The same hue for the same id, everywhere. */
const hueOf = (id: string): number =>
  HUES[Array.from(id).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % HUES.length] ?? 0;

const initials = (name: string): string =>
  name
    .split(/[\s@._-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase())
    .join('');

/** Initials on a colour of one's own. `id` decides the colour. */
export function Avatar({ id, name }: { id: string; name: string }) {
  return (
    <span class="avatar" style={{ '--hue': hueOf(id) }} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
