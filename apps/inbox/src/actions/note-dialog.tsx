import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { MESSAGE_LENGTH } from '../protocol.ts';
import { Dialog } from '../ui/dialog.tsx';

interface Props {
  title: string;
  text: string;
  confirm: string;
  busy: boolean;
  onCancel: () => void;
  /** `note` is undefined where none was written. */
  onConfirm: (note: string | undefined) => void;
}

/** Asks before a conversation is moved, and takes a note for whoever gets it. */
export function NoteDialog({ title, text, confirm, busy, onCancel, onConfirm }: Props) {
  const note = useSignal('');
  const id = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onConfirm(note.peek().trim() || undefined);
  };
  return (
    <Dialog title={title} onCancel={onCancel}>
      <form onSubmit={submit}>
        <p>{text}</p>
        <div class="field dialog-field">
          <label for={id}>{t('moveNote')}</label>
          <textarea
            id={id}
            rows={3}
            dir="auto"
            maxLength={MESSAGE_LENGTH}
            data-testid="move-note"
            value={note.value}
            onInput={(event) => {
              note.value = event.currentTarget.value;
            }}
          />
        </div>
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={onCancel}>
            {t('cancel')}
          </button>
          <button type="submit" class="button button-main" data-testid="move-confirm" disabled={busy}>
            {confirm}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
