import { useSignal } from '@preact/signals';
import { ArrowLeft } from 'lucide';
import { addressOf } from '../../app/route.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { CloseReasons } from './close-reasons.tsx';
import { Defaults } from './defaults.tsx';
import { Hours } from './hours.tsx';
import { IdentitySecret } from './identity-secret.tsx';
import { Teams } from './teams.tsx';

/** What an admin sets for each site, and who is in which team. */
export function SettingsPage() {
  const { sites } = useAdmin();
  const chosen = useSignal<string | null>(null);
  const site = sites.value.find(({ id }) => id === chosen.value) ?? sites.value[0];
  return (
    <main class="admin-page" data-testid="settings-page">
      <header class="admin-head">
        <a
          class="button-plain"
          href={addressOf({ page: 'playbooks', playbookId: null, tab: 'overview' })}
          aria-label={t('playbooks')}
          title={t('playbooks')}
        >
          <Icon of={ArrowLeft} size={20} />
        </a>
        <h1>{t('settings')}</h1>
        {sites.value.length > 1 && (
          <label class="field field-row">
            <span>{t('site')}</span>
            <select
              value={site?.id}
              data-testid="settings-site"
              onChange={(event) => {
                chosen.value = event.currentTarget.value;
              }}
            >
              {sites.value.map(({ id, name }) => (
                <option key={id} value={id} selected={id === site?.id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </header>
      {site && (
        <>
          <Defaults key={`defaults ${site.id}`} site={site} />
          <Hours key={`hours ${site.id}`} site={site} />
          <IdentitySecret key={`secret ${site.id}`} site={site} />
        </>
      )}
      <Teams />
      <CloseReasons />
    </main>
  );
}
