import { RotateCcw, Undo2 } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { PlaybookSummary } from '#libs/contracts';
import { Icon } from '../../ui/icon.tsx';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { Acts } from './acts.tsx';
import { Chat } from './chat.tsx';
import { Circumstances } from './circumstances.tsx';
import { Standing } from './standing.tsx';

/** A chat that walks the draft as it is typed. Nobody else sees it, and nothing of it is stored. */
export function TryPanel({ playbook }: { playbook: PlaybookSummary }) {
  const store = useAdmin().walkOf(playbook.id);
  useEffect(() => store.follow(), [store]);
  const { steps } = store.walk.value;
  const simulation = store.simulation.value;
  return (
    <section class="try" aria-label={t('tab_try')} data-testid="try">
      <div class="try-bar">
        <Circumstances store={store} />
        <button
          type="button"
          class="button button-small"
          data-testid="try-undo"
          disabled={steps.length === 0}
          onClick={() => store.undo()}
        >
          <Icon of={Undo2} size={14} />
          {t('undo')}
        </button>
        <button type="button" class="button button-small" data-testid="try-restart" onClick={() => store.restart()}>
          <Icon of={RotateCcw} size={14} />
          {t('restart')}
        </button>
      </div>
      {store.failure.value !== null && (
        <p class="notice" role="alert" data-testid="try-failure">
          {store.failure.value}
        </p>
      )}
      {simulation === null ? (
        <p class="on-demand muted" role="status">
          {store.failure.value === null ? t('loading') : t('mendFirst')}
        </p>
      ) : (
        <>
          <div class="try-body">
            <Chat simulation={simulation} />
            <Standing simulation={simulation} />
          </div>
          {simulation.failure !== null && (
            <p class="notice" role="alert" data-testid="try-step-failure">
              {simulation.failure}
            </p>
          )}
          <Acts store={store} simulation={simulation} />
        </>
      )}
    </section>
  );
}
