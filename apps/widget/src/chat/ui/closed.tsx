import type { Opening } from '#libs/contracts';
import { whenWords } from '../opens.ts';
import { useWords } from './words.ts';

/** Says that nobody is there, and when somebody is back; nothing once they should be. */
export function Closed({ closed: { opensAt, timeZone } }: { closed: NonNullable<Opening['closed']> }) {
  const { t, language } = useWords();
  if (opensAt !== null && Date.parse(opensAt) <= Date.now()) return null;
  return (
    <p class="closed-now" data-testid="foyer-closed">
      {opensAt === null
        ? t('hours.closed')
        : t('hours.back', { when: whenWords(opensAt, language, Date.now(), timeZone) })}
    </p>
  );
}
