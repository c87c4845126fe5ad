import { useSignal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { PlaybookEvent, PlaybookSummary } from '#libs/contracts';
import { newest } from '../../app/newest.ts';
import { showFailure } from '../../app/toasts.ts';
import { fullTime, shortTime } from '../../i18n/format.ts';
import { byWhom } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';

/** So many at first. */
const SHOWN = 20;

/** Who changed what, newest first. */
export function ChangeHistory({ playbook: { id } }: { playbook: PlaybookSummary }) {
  const admin = useAdmin();
  const events = useSignal<readonly PlaybookEvent[] | null>(null);
  const showsAll = useSignal(false);
  const read = useMemo(
    () =>
      newest(
        () => admin.api.history(id),
        (found) => {
          events.value = found;
        },
      ),
    [admin, id],
  );
  useSignalEffect(() => {
    // whatever an admin does is followed by a new list
    void admin.playbooks.value;
    read().catch(showFailure);
  });
  const all = events.value ?? [];
  const shown = showsAll.value ? all : all.slice(0, SHOWN);
  return (
    <section class="card">
      <h2>{t('history')}</h2>
      {events.value !== null && all.length === 0 && <p class="muted">{t('noHistory')}</p>}
      <ol class="history" data-testid="history">
        {shown.map((event) => (
          <li key={`${event.at} ${event.action}`}>
            <time class="muted" dateTime={event.at} title={fullTime(event.at)}>
              {shortTime(event.at)}
            </time>
            <span>{sentence(event)}</span>
          </li>
        ))}
      </ol>
      {all.length > shown.length && (
        <button
          type="button"
          class="link"
          onClick={() => {
            showsAll.value = true;
          }}
        >
          {t('showAll', { count: all.length })}
        </button>
      )}
    </section>
  );
}

const sentence = ({ action, by, version, siteName }: PlaybookEvent): string =>
  t(`did_${action}`, { by: byWhom(by), version: version ?? '', site: siteName ?? '' });
