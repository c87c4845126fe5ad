import { Star } from 'lucide';
import { t } from '../../i18n/index.ts';
import type { ConversationStore } from '../../timeline/store.ts';
import { Icon } from '../../ui/icon.tsx';
import { closingWords } from '../closing.ts';

const BEST = 5;

/** How a closed conversation ended: why, and what the visitor thinks of it. */
export function Outcome({ store }: { store: ConversationStore }) {
  const detail = store.detail.value;
  if (detail === null || (detail.closing === null && detail.rating === null)) return null;
  const words = store.visitor.value?.ratingWords;
  return (
    <section class="about" data-testid="outcome">
      <h3>{t('outcome')}</h3>
      <dl>
        {detail.closing && (
          <div>
            <dt>{t('closeReason')}</dt>
            <dd data-testid="close-reason">
              {closingWords(detail.closing)}
              {detail.closing.note && (
                <p class="muted" dir="auto">
                  {detail.closing.note}
                </p>
              )}
            </dd>
          </div>
        )}
        {detail.rating !== null && (
          <div>
            <dt>{t('rating')}</dt>
            <dd data-testid="rating" data-score={detail.rating}>
              <Stars score={detail.rating} />
              {words && <p dir="auto">{words}</p>}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** A rating as stars, in words for those who hear it. */
export function Stars({ score }: { score: number }) {
  return (
    <span class="rating" role="img" aria-label={t('ratingOf', { given: score, of: BEST })}>
      {Array.from({ length: BEST }, (_, index) => (
        <span key={index} class={index < score ? 'rating-on' : 'rating-off'}>
          <Icon of={Star} size={13} />
        </span>
      ))}
    </span>
  );
}
