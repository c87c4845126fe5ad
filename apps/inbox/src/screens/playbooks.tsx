import { useSignal } from '@preact/signals';
import { FileUp } from 'lucide';
import { useEffect } from 'preact/hooks';
import type { PlaybookSummary, ProblemItem, SiteView } from '#libs/contracts';
import { CallFailed } from '../api/http.ts';
import { useDesk } from '../app/desk.ts';
import { failureText, showFailure, showToast } from '../app/toasts.ts';
import { fullTime } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';

interface Catalogue {
  playbooks: PlaybookSummary[];
  sites: SiteView[];
}

/** For admins: which playbooks there are, which version each site runs, and a new one. */
export function Playbooks() {
  const { api } = useDesk();
  const catalogue = useSignal<Catalogue | null>(null);
  const read = async () => {
    try {
      const [playbooks, sites] = await Promise.all([api.playbooks(), api.sites()]);
      catalogue.value = { playbooks, sites };
    } catch (error) {
      showFailure(error);
    }
  };
  useEffect(() => {
    void read();
  }, []);
  const activate = async (site: SiteView, versionId: string, version: number, name: string) => {
    try {
      await api.activate(site.id, versionId);
      showToast('good', t('activated', { version, name, site: site.name }));
    } catch (error) {
      showFailure(error);
    }
    await read();
  };
  return (
    <main class="playbooks">
      <header class="playbooks-head">
        <h1>{t('playbooks')}</h1>
        <p class="muted">{t('playbooksIntro')}</p>
      </header>
      {catalogue.value === null ? (
        <p class="muted" role="status">
          {t('loading')}
        </p>
      ) : (
        <div class="playbooks-list" data-testid="playbooks-list">
          {catalogue.value.playbooks.length === 0 && <p class="muted">{t('noPlaybooks')}</p>}
          {catalogue.value.playbooks.map((playbook) => (
            <Playbook
              key={playbook.id}
              playbook={playbook}
              sites={catalogue.value?.sites ?? []}
              onActivate={activate}
            />
          ))}
        </div>
      )}
      <Upload onUploaded={read} />
    </main>
  );
}

interface PlaybookProps {
  playbook: PlaybookSummary;
  sites: SiteView[];
  onActivate: (site: SiteView, versionId: string, version: number, name: string) => Promise<void>;
}

function Playbook({ playbook, sites, onActivate }: PlaybookProps) {
  const versions = [...playbook.versions].sort((a, b) => b.version - a.version);
  return (
    <section class="card">
      <h2>{playbook.name}</h2>
      <ul class="versions">
        {versions.map(({ id, version, createdAt }) => (
          <li key={id} class="version" data-testid="playbook-version" data-version-id={id}>
            <span class="version-words">
              <strong>{t('version', { version })}</strong>
              <time class="muted" dateTime={createdAt}>
                {fullTime(createdAt)}
              </time>
            </span>
            <span class="version-sites">
              {sites.map((site) =>
                site.activeVersionId === id ? (
                  <span key={site.id} class="state state-created" data-testid="version-active">
                    {t('activeOn', { site: site.name })}
                  </span>
                ) : (
                  <button
                    key={site.id}
                    type="button"
                    class="button button-small"
                    data-testid="version-activate"
                    data-site-id={site.id}
                    onClick={() => void onActivate(site, id, version, playbook.name)}
                  >
                    {t('activateOn', { site: site.name })}
                  </button>
                ),
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Upload({ onUploaded }: { onUploaded: () => Promise<void> }) {
  const { api } = useDesk();
  const json = useSignal('');
  const busy = useSignal(false);
  const failure = useSignal<{ text: string; errors: readonly ProblemItem[] } | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    failure.value = null;
    let definition: unknown;
    try {
      definition = JSON.parse(json.peek());
    } catch (error) {
      failure.value = { text: t('uploadNotJson', { reason: (error as Error).message }), errors: [] };
      return;
    }
    busy.value = true;
    try {
      const { version } = await api.uploadPlaybook(definition);
      showToast('good', t('uploaded', { version }));
      json.value = '';
      await onUploaded();
    } catch (error) {
      const errors = error instanceof CallFailed ? error.errors : [];
      const text = errors.length > 0 ? t('uploadProblems', { count: errors.length }) : failureText(error);
      failure.value = { text, errors };
    } finally {
      busy.value = false;
    }
  };

  return (
    <form class="card upload" onSubmit={submit}>
      <h2>{t('uploadTitle')}</h2>
      <p class="muted">{t('uploadHint')}</p>
      <label class="button upload-file">
        <Icon of={FileUp} size={16} />
        {t('uploadChoose')}
        <input
          type="file"
          accept="application/json,.json"
          data-testid="playbook-file"
          onChange={async (event) => {
            const input = event.currentTarget;
            const file = input.files?.[0];
            if (file) json.value = await file.text();
            // So that the same file, mended, can be chosen again.
            input.value = '';
          }}
        />
      </label>
      <label class="field">
        <span>{t('uploadPaste')}</span>
        <textarea
          rows={8}
          spellcheck={false}
          class="code"
          data-testid="playbook-json"
          value={json.value}
          onInput={(event) => {
            json.value = event.currentTarget.value;
          }}
        />
      </label>
      {failure.value && (
        <div class="problems" role="alert" data-testid="playbook-problems">
          <strong>{failure.value.text}</strong>
          {failure.value.errors.length > 0 && (
            <ul>
              {failure.value.errors.map(({ path, code, message }) => (
                <li key={`${path} ${code}`}>
                  <code>{path || t('wholeDefinition')}</code> {message}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <button
        type="submit"
        class="button button-main"
        data-testid="playbook-upload"
        disabled={busy.value || json.value.trim() === ''}
      >
        {t(busy.value ? 'uploadBusy' : 'uploadSubmit')}
      </button>
    </form>
  );
}
