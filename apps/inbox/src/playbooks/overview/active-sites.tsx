import { useSignal } from '@preact/signals';
import { Undo2 } from 'lucide';
import type { PlaybookSummary, SiteView } from '#libs/contracts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';

/** Which version each site runs, and the way back. */
export function ActiveSites({ playbook }: { playbook: PlaybookSummary }) {
  const { sites, playbooks } = useAdmin();
  const runs = (site: SiteView): string => {
    for (const { id, name, versions } of playbooks.value ?? []) {
      const active = versions.find((version) => version.id === site.activeVersionId);
      if (active) return id === playbook.id ? t('version', { version: active.version }) : t('otherPlaybook', { name });
    }
    return t('noPlaybookActive');
  };
  return (
    <section class="card">
      <h2>{t('sites')}</h2>
      <ul class="site-rows">
        {sites.value.map((site) => {
          const isOurs = playbook.versions.some(({ id }) => id === site.activeVersionId);
          return (
            <li key={site.id} class="site-row" data-testid="site-row" data-site-id={site.id}>
              <span class={`presence ${isOurs ? 'is-online' : 'is-offline'}`} aria-hidden="true" />
              <strong>{site.name}</strong>
              <span class="muted" data-testid="site-runs">
                {runs(site)}
              </span>
              {isOurs && <RollBack site={site} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function RollBack({ site }: { site: SiteView }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const asking = useSignal(false);
  const shut = () => {
    asking.value = false;
  };
  const rollBack = async () => {
    const isDone = await act(
      async () => {
        await admin.api.rollBack(site.id);
        await admin.follow();
      },
      t('rolledBack', { site: site.name }),
    );
    if (isDone) shut();
  };
  return (
    <>
      <button
        type="button"
        class="button button-small"
        data-testid="roll-back"
        disabled={busy}
        onClick={() => {
          asking.value = true;
        }}
      >
        <Icon of={Undo2} size={14} />
        {t('rollBack')}
      </button>
      {asking.value && (
        <ConfirmDialog
          title={t('rollBackTitle', { site: site.name })}
          confirm={t('rollBack')}
          testId="roll-back-confirm"
          onConfirm={rollBack}
          onCancel={shut}
        >
          {t('rollBackText')}
        </ConfirmDialog>
      )}
    </>
  );
}
