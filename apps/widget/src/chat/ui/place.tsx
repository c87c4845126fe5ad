import type { QueueView } from '#libs/contracts';
import { useWords } from './words.ts';

/** The visitor's place in the queue, and how long it usually takes where that is known. */
export function Place({ place, waitMinutes }: QueueView) {
  const { t } = useWords();
  return (
    <span class="place" data-testid="foyer-place" data-place={place}>
      {place === 1 ? t('queue.next') : t('queue.place', { place })}
      {waitMinutes !== null && ` ${t('queue.wait', { count: waitMinutes })}`}
    </span>
  );
}
