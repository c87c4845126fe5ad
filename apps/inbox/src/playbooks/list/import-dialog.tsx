import { useSignal } from '@preact/signals';
import { FileUp } from 'lucide';
import type { ProblemItem } from '#libs/contracts';
import { CallFailed } from '../../api/http.ts';
import { go } from '../../app/route.ts';
import { failureText, showToast } from '../../app/toasts.ts';
import { useUnsaved } from '../../app/unsaved.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { Icon } from '../../ui/icon.tsx';
import { parseDefinition } from '../draft/store.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';

/** A definition from a file or the clipboard; the same name makes the next version of that playbook. */
export function ImportDialog({ onShut }: { onShut: () => void }) {
  const admin = useAdmin();
  const json = useSignal('');
  const busy = useSignal(false);
  useUnsaved(json.value.trim() !== '');
  const failure = useSignal<{ text: string; errors: readonly ProblemItem[] } | null>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    failure.value = null;
    const parsed = parseDefinition(json.peek());
    if (!parsed.ok) {
      failure.value = { text: t('notJson', { reason: parsed.reason }), errors: [] };
      return;
    }
    busy.value = true;
    try {
      const { playbookId, version } = await admin.api.upload(parsed.definition);
      showToast('good', t('published', { version }));
      await admin.follow();
      onShut();
      go({ page: 'playbooks', playbookId, tab: 'overview' });
    } catch (error) {
      const errors = error instanceof CallFailed ? error.errors : [];
      failure.value = { text: failureText(error), errors };
    } finally {
      busy.value = false;
    }
  };

  return (
    <Dialog title={t('importJson')} wide onCancel={onShut}>
      <form class="dialog-form" onSubmit={submit}>
        <p class="muted">{t('importHint')}</p>
        <label class="button upload-file">
          <Icon of={FileUp} size={16} />
          {t('chooseFile')}
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
          <span>{t('orPaste')}</span>
          <textarea
            rows={10}
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
          <div class="refusal" role="alert" data-testid="playbook-problems">
            <strong>{failure.value.text}</strong>
            {failure.value.errors.length > 0 && (
              <ul>
                {failure.value.errors.map(({ path, code, message }) => (
                  <li key={`${path} ${code}`}>
                    <code>{path || t('theWhole')}</code> {message}
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
        <DialogButtons submit={t('publish')} disabled={busy.value || json.value.trim() === ''} onCancel={onShut} />
      </form>
    </Dialog>
  );
}
