import { useSignal } from '@preact/signals';
import { t } from '../i18n/index.ts';
import { MESSAGE_LENGTH } from '../protocol.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogButtons } from '../ui/dialog-buttons.tsx';
import { isTooLong } from '../ui/length.ts';
import { NoteField } from './note-field.tsx';

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
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onConfirm(note.peek().trim() || undefined);
  };
  return (
    <Dialog title={title} onCancel={onCancel}>
      <form onSubmit={submit}>
        <p>{text}</p>
        <NoteField label={t('moveNote')} note={note} rows={3} most={MESSAGE_LENGTH} testId="move-note" />
        <DialogButtons
          submit={confirm}
          testId="move-confirm"
          disabled={busy || isTooLong(note.value, MESSAGE_LENGTH)}
          onCancel={onCancel}
        />
      </form>
    </Dialog>
  );
}
