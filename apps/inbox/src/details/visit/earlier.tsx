import { addressOf } from '../../app/route.ts';
import { fullTime, shortTime } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { ConversationStore } from '../../timeline/store.ts';
import { closingWords } from '../closing.ts';

/** Other conversations of the same visitor or person. */
export function Earlier({ store }: { store: ConversationStore }) {
  const earlier = store.visitor.value?.earlier ?? [];
  if (earlier.length === 0) return null;
  return (
    <section class="about">
      <h3>{t('earlier')}</h3>
      <ul class="earlier" data-testid="earlier">
        {earlier.map(({ id, phase, startedAt, lastText, assigneeName, closing }) => (
          <li key={id}>
            <a href={addressOf({ page: 'link', sessionId: id })} data-testid="earlier-link" data-session-id={id}>
              <span class="earlier-top">
                <strong>{closing ? closingWords(closing) : t(`phase_${phase}`)}</strong>
                <time class="muted" dateTime={startedAt} title={fullTime(startedAt)}>
                  {shortTime(startedAt)}
                </time>
              </span>
              <span class="muted earlier-last" dir="auto">
                {[assigneeName, lastText].filter(Boolean).join(': ')}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
