import { ArrowUp, X } from 'lucide';
import { useEffect, useMemo } from 'preact/hooks';
import { useDesk } from '../../app/desk.ts';
import { showFailure } from '../../app/toasts.ts';
import { reasonWords } from '../../details/closing.ts';
import { newId } from '../../protocol.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { AddLine } from './add-line.tsx';
import { ReasonsList } from './reasons.ts';

/** The reasons that agents choose from when they close a conversation. */
export function CloseReasons() {
  const admin = useAdmin();
  const { people } = useDesk();
  const { busy, act } = useAct();
  const list = useMemo(
    () => new ReasonsList({ read: people.closeReasons, save: admin.api.saveCloseReasons }),
    [people, admin],
  );
  useEffect(() => {
    list.read().catch(showFailure);
  }, [list]);
  const reasons = list.reasons.value ?? [];
  const change = (what: () => Promise<void>) => act(what, t('saved'));
  return (
    <section class="card">
      <h2>{t('closeReasons')}</h2>
      <p class="muted">{t('closeReasonsIntro')}</p>
      <ul class="member-rows" data-testid="close-reasons">
        {reasons.map((reason, index) => (
          <li key={reason.id} class="member-row">
            <span>{reasonWords(reason)}</span>
            <span class="agent-acts">
              <button
                type="button"
                class="button-plain"
                aria-label={t('moveUp', { name: reasonWords(reason) })}
                disabled={busy || index === 0}
                onClick={() => void change(() => list.moveUp(reason.id))}
              >
                <Icon of={ArrowUp} size={16} />
              </button>
              <button
                type="button"
                class="button-plain"
                data-testid="close-reason-remove"
                aria-label={t('removeReason', { name: reasonWords(reason) })}
                disabled={busy || reasons.length === 1}
                onClick={() => void change(() => list.remove(reason.id))}
              >
                <Icon of={X} size={16} />
              </button>
            </span>
          </li>
        ))}
      </ul>
      <AddLine
        label={t('newReason')}
        most={80}
        submit={t('addReason')}
        busy={busy || list.reasons.value === null}
        testIds={{ field: 'close-reason-label', submit: 'close-reason-add' }}
        onAdd={(label) => change(() => list.add({ id: newId(), label }))}
      />
    </section>
  );
}
