import { Download, GitFork } from 'lucide';
import type { PlaybookSummary, SiteView } from '#libs/contracts';
import { go } from '../../app/route.ts';
import { fullTime } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { byWhom, useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';

type Version = PlaybookSummary['versions'][number];

/** What was published, newest first, and where it can be put to work. */
export function Versions({ playbook }: { playbook: PlaybookSummary }) {
  const { id: playbookId, versions } = playbook;
  return (
    <section class="card">
      <h2>{t('versions')}</h2>
      {versions.length === 0 && (
        <p class="muted">
          {t('noVersions')}{' '}
          <button type="button" class="link" onClick={() => go({ page: 'playbooks', playbookId, tab: 'editor' })}>
            {t('toTheEditor')}
          </button>
        </p>
      )}
      <ol class="version-rows">
        {versions.map((version) => (
          <VersionRow key={version.id} playbook={playbook} version={version} />
        ))}
      </ol>
    </section>
  );
}

function VersionRow({ playbook, version }: { playbook: PlaybookSummary; version: Version }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const { id, version: no, note, createdAt, createdBy } = version;
  const activate = (site: SiteView) =>
    act(
      async () => {
        await admin.api.activate(site.id, id);
        await admin.follow();
      },
      t('activated', { version: no, name: playbook.name, site: site.name }),
    );
  const save = () => act(async () => saveFile(await admin.api.exported(id), `${playbook.name} v${no}.json`));
  return (
    <li class="version-row" data-testid="playbook-version" data-version-id={id} data-version={no}>
      <div class="version-words">
        <strong>{t('version', { version: no })}</strong>
        <span class="muted">
          {byWhom(createdBy)} · <time dateTime={createdAt}>{fullTime(createdAt)}</time>
        </span>
        {note !== null && <p dir="auto">{note}</p>}
      </div>
      <div class="version-acts">
        {admin.sites.value.map((site) =>
          site.activeVersionId === id ? (
            <span key={site.id} class="mark mark-active" data-testid="version-active">
              {t('activeHere', { site: site.name })}
            </span>
          ) : (
            <button
              key={site.id}
              type="button"
              class="button button-small"
              data-testid="version-activate"
              data-site-id={site.id}
              disabled={busy || playbook.archivedAt !== null}
              onClick={() => void activate(site)}
            >
              {t('activateOn', { site: site.name })}
            </button>
          ),
        )}
        <button
          type="button"
          class="button button-small"
          title={t('graphOf', { version: no })}
          aria-label={t('graphOf', { version: no })}
          onClick={() => {
            admin.pictured.value = id;
            go({ page: 'playbooks', playbookId: playbook.id, tab: 'graph' });
          }}
        >
          <Icon of={GitFork} size={14} />
        </button>
        <button
          type="button"
          class="button button-small"
          data-testid="version-export"
          title={t('exportVersion', { version: no })}
          aria-label={t('exportVersion', { version: no })}
          disabled={busy}
          onClick={save}
        >
          <Icon of={Download} size={14} />
        </button>
      </div>
    </li>
  );
}
