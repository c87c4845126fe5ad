import { useSignal } from '@preact/signals';
import { FileUp, LayoutTemplate, Settings, Users } from 'lucide';
import { go } from '../../app/route.ts';
import { Icon } from '../../ui/icon.tsx';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { ImportDialog } from './import-dialog.tsx';
import { PlaybookRow } from './playbook-row.tsx';
import { TemplateDialog } from './template-dialog.tsx';

/** All playbooks, and how new ones are made. */
export function ListPage() {
  const { playbooks } = useAdmin();
  const showsArchived = useSignal(false);
  const dialog = useSignal<'template' | 'import' | null>(null);
  const all = playbooks.value;
  const archived = all?.filter(({ archivedAt }) => archivedAt !== null).length ?? 0;
  const shown = all?.filter(({ archivedAt }) => showsArchived.value || archivedAt === null);
  const shut = () => {
    dialog.value = null;
  };
  return (
    <main class="admin-page">
      <header class="admin-head">
        <div class="admin-title">
          <h1>{t('playbooks')}</h1>
          <p class="muted">{t('playbooksIntro')}</p>
        </div>
        <div class="admin-acts">
          <button
            type="button"
            class="button button-main"
            data-testid="playbook-new"
            onClick={() => {
              dialog.value = 'template';
            }}
          >
            <Icon of={LayoutTemplate} size={16} />
            {t('newPlaybook')}
          </button>
          <button
            type="button"
            class="button"
            data-testid="playbook-import"
            onClick={() => {
              dialog.value = 'import';
            }}
          >
            <Icon of={FileUp} size={16} />
            {t('importJson')}
          </button>
          <button type="button" class="button" data-testid="agents" onClick={() => go({ page: 'agents' })}>
            <Icon of={Users} size={16} />
            {t('accounts')}
          </button>
          <button type="button" class="button" data-testid="settings" onClick={() => go({ page: 'settings' })}>
            <Icon of={Settings} size={16} />
            {t('settings')}
          </button>
        </div>
      </header>
      {shown === undefined ? (
        <p class="muted" role="status">
          {t('loading')}
        </p>
      ) : (
        <ul class="playbook-rows" data-testid="playbooks-list">
          {shown.length === 0 && <li class="muted">{t('noPlaybooks')}</li>}
          {shown.map((playbook) => (
            <PlaybookRow key={playbook.id} playbook={playbook} />
          ))}
        </ul>
      )}
      {archived > 0 && (
        <label class="check">
          <input
            type="checkbox"
            data-testid="show-archived"
            checked={showsArchived.value}
            onChange={(event) => {
              showsArchived.value = event.currentTarget.checked;
            }}
          />
          {t('showArchived', { count: archived })}
        </label>
      )}
      {dialog.value === 'template' && <TemplateDialog onShut={shut} />}
      {dialog.value === 'import' && <ImportDialog onShut={shut} />}
    </main>
  );
}
