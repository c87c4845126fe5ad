import { useSignal } from '@preact/signals';
import { ArrowUp, X } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { CloseReason } from '#libs/contracts';
import { useDesk } from '../../app/desk.ts';
import { showFailure } from '../../app/toasts.ts';
import { reasonWords } from '../../details/closing.ts';
import { newId } from '../../protocol.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { AddLine } from './add-line.tsx';

/** The reasons that agents choose from when they close a conversation. */
export function CloseReasons() {
  const admin = useAdmin();
  const { people } = useDesk();
  const { busy, act } = useAct();
  const reasons = useSignal<readonly CloseReason[]>([]);
  useEffect(() => {
    people
      .closeReasons()
      .then((read) => {
        reasons.value = read;
      })
      .catch(showFailure);
  }, [people]);
  const save = (changed: readonly CloseReason[]) =>
    act(async () => {
      reasons.value = await admin.api.saveCloseReasons(changed);
    }, t('saved'));
  return (
    <section class="card">
      <h2>{t('closeReasons')}</h2>
      <p class="muted">{t('closeReasonsIntro')}</p>
      <ul class="member-rows" data-testid="close-reasons">
        {reasons.value.map((reason, index) => (
          <li key={reason.id} class="member-row">
            <span>{reasonWords(reason)}</span>
            <span class="agent-acts">
              <button
                type="button"
                class="button-plain"
                aria-label={t('moveUp', { name: reasonWords(reason) })}
                disabled={busy || index === 0}
                onClick={() => {
                  const rest = reasons.peek().filter(({ id }) => id !== reason.id);
                  void save(rest.toSpliced(index - 1, 0, reason));
                }}
              >
                <Icon of={ArrowUp} size={16} />
              </button>
              <button
                type="button"
                class="button-plain"
                data-testid="close-reason-remove"
                aria-label={t('removeReason', { name: reasonWords(reason) })}
                disabled={busy || reasons.value.length === 1}
                onClick={() => void save(reasons.peek().filter(({ id }) => id !== reason.id))}
              >
                <Icon of={X} size={16} />
              </button>
            </span>
          </li>
        ))}
      </ul>
      <AddLine
        label={t('newReason')}
        maxLength={80}
        submit={t('addReason')}
        busy={busy}
        testIds={{ field: 'close-reason-label', submit: 'close-reason-add' }}
        onAdd={(label) => save([...reasons.peek(), { id: newId(), label }])}
      />
    </section>
  );
}
