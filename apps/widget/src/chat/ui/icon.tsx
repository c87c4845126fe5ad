import { CHAT_ICONS, LAUNCHER_ICONS } from '../../icons.ts';

const ICONS = { ...LAUNCHER_ICONS, ...CHAT_ICONS };

export const Icon = ({ name }: { name: keyof typeof ICONS }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={ICONS[name]} />
  </svg>
);
