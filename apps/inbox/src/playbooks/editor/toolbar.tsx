import { useSignal } from '@preact/signals';
import { Headset, Rocket, Save } from 'lucide';
import type { PlaybookSummary } from '#libs/contracts';
import { showToast } from '../../app/toasts.ts';
import { useUnsaved } from '../../app/unsaved.ts';
import { shortTime } from '../../i18n/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { Icon } from '../../ui/icon.tsx';
import { isTooLong } from '../../ui/length.ts';
import { Lines } from '../../ui/lengths.tsx';
import type { DraftStore } from '../draft/store.ts';
import { byWhom, useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import type { PlacedProblem } from './diagnostics.ts';

/** Saves the draft; that it was saved shows in the toolbar. */
export function useSave(draft: DraftStore): () => void {
  const admin = useAdmin();
  const { act } = useAct();
  return () =>
    void act(async () => {
      if (!draft.parsed.peek().ok) {
        showToast('bad', t('notSavedNotJson'));
        return;
      }
      if (await draft.save()) await admin.follow();
    });
}

interface Props {
  playbook: PlaybookSummary;
  draft: DraftStore;
  problems: { readonly value: readonly PlacedProblem[] };
  onSave: () => void;
}

/** What can be done with a draft. */
export function DraftToolbar({ playbook, draft, problems, onSave }: Props) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const publishing = useSignal(false);
  const isBusy = busy || draft.busy.value || !draft.ready.value;
  const addLiveChat = () =>
    act(async () => {
      if (!(await draft.addLiveChat())) return;
      await admin.follow();
      showToast('good', t('liveChatAdded'));
    });
  const publish = async (note: string) => {
    const isDone = await act(async () => {
      const published = await draft.publish(note);
      await admin.follow();
      if (published) showToast('good', t('published', { version: published.version }));
    });
    // what was refused is shown below the text
    if (isDone || draft.problems.peek().length > 0) publishing.value = false;
  };
  return (
    <div class="draft-bar">
      <button
        type="button"
        class="button"
        data-testid="draft-save"
        disabled={isBusy || !draft.dirty.value}
        title="Ctrl/⌘ S"
        onClick={onSave}
      >
        <Icon of={Save} size={16} />
        <span>{t('saveDraft')}</span>
      </button>
      <button
        type="button"
        class="button"
        data-testid="add-live-chat"
        title={t('addLiveChatHint')}
        disabled={isBusy || !draft.parsed.value.ok}
        onClick={() => void addLiveChat()}
      >
        <Icon of={Headset} size={16} />
        <span>{t('addLiveChat')}</span>
      </button>
      <span class="muted draft-state" role="status" data-testid="draft-state">
        <DraftState draft={draft} />
      </span>
      <button
        type="button"
        class="button button-main"
        data-testid="draft-publish"
        disabled={isBusy || problems.value.length > 0 || playbook.archivedAt !== null}
        title={problems.value.length > 0 ? t('publishHint') : undefined}
        onClick={() => {
          publishing.value = true;
        }}
      >
        <Icon of={Rocket} size={16} />
        <span>{t('publish')}</span>
      </button>
      {publishing.value && (
        <PublishDialog
          version={(playbook.versions[0]?.version ?? 0) + 1}
          busy={isBusy}
          onSubmit={publish}
          onShut={() => {
            publishing.value = false;
          }}
        />
      )}
    </div>
  );
}

function DraftState({ draft }: { draft: DraftStore }) {
  const { at, by } = draft.savedBy.value;
  if (draft.busy.value) return <>{t('saving')}</>;
  if (draft.dirty.value) return <>{t('unsaved')}</>;
  return <>{at === null ? t('noDraftYet') : t('savedBy', { by: byWhom(by), time: shortTime(at) })}</>;
}

interface DialogProps {
  version: number;
  busy: boolean;
  onSubmit: (note: string) => unknown;
  onShut: () => void;
}

const NOTE_LENGTH = 500;

function PublishDialog({ version, busy, onSubmit, onShut }: DialogProps) {
  const note = useSignal('');
  useUnsaved(note.value.trim() !== '');
  return (
    <Dialog title={t('publishTitle', { version })} onCancel={onShut}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(note.peek().trim());
        }}
      >
        <p>{t('publishText')}</p>
        <label class="field">
          <span>{t('publishNote')}</span>
          <Lines
            rows={3}
            most={NOTE_LENGTH}
            data-testid="publish-note"
            value={note.value}
            onInput={(text) => {
              note.value = text;
            }}
          />
        </label>
        <DialogButtons submit={t('publish')} disabled={busy || isTooLong(note.value, NOTE_LENGTH)} onCancel={onShut} />
      </form>
    </Dialog>
  );
}
