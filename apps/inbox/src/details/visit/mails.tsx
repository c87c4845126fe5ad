import { fullTime, shortTime } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { ConversationStore } from '../../timeline/store.ts';

const LOOKS = { pending: 'pending', sent: 'created', failed: 'failed' } as const;

/** Transcripts that were asked for by e-mail, and whether they went out. */
export function Mails({ store }: { store: ConversationStore }) {
  const mails = store.visitor.value?.mails ?? [];
  if (mails.length === 0) return null;
  return (
    <section class="about">
      <h3>{t('mails')}</h3>
      <ul class="mails">
        {mails.map(({ id, state, at }) => (
          <li key={id} data-testid="mail" data-state={state}>
            <time class="muted" dateTime={at} title={fullTime(at)}>
              {shortTime(at)}
            </time>
            <span class={`state state-${LOOKS[state]}`}>{t(`mail_${state}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
