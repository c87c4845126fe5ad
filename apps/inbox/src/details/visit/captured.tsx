import { t } from '../../i18n/index.ts';
import { fieldName } from '../../screens/entry-lines.ts';
import type { ConversationStore } from '../../timeline/store.ts';
import { capturedOf } from './captured-fields.ts';

/** What the visitor told the bot, the last answer of each field. */
export function Captured({ store }: { store: ConversationStore }) {
  const captured = capturedOf(store.timeline.value.entries);
  if (captured.length === 0) return null;
  return (
    <section class="about" data-testid="captured">
      <h3>{t('captured')}</h3>
      <dl>
        {captured.map(({ field, value, question }) => (
          <div key={field} data-testid="captured-field" data-field={field}>
            <dt title={question ?? undefined}>{fieldName(field)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
