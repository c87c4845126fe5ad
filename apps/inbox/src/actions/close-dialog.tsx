import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { CloseReason } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { showFailure } from '../app/toasts.ts';
import { reasonWords } from '../details/closing.ts';
import { t } from '../i18n/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogButtons } from '../ui/dialog-buttons.tsx';
import { isTooLong } from '../ui/length.ts';
import { NoteField } from './note-field.tsx';

export interface Close {
  reasonId: string;
  note?: string;
}

interface Props {
  busy: boolean;
  onCancel: () => void;
  onConfirm: (close: Close) => void;
}

const NOTE_LENGTH = 1_000;

/** Asks why before a conversation is closed for good. The first reason is chosen, so that Enter is enough. */
export function CloseDialog({ busy, onCancel, onConfirm }: Props) {
  const { people } = useDesk();
  const reasons = useSignal<readonly CloseReason[]>([]);
  const chosen = useSignal<string | null>(null);
  const note = useSignal('');
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    people
      .closeReasons()
      .then((read) => {
        reasons.value = read;
        chosen.value = read[0]?.id ?? null;
        // the reasons come after the dialog: Enter is to close, arrows are to choose
        requestAnimationFrame(() => first.current?.focus());
      })
      .catch(showFailure);
  }, [people]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const reasonId = chosen.peek();
    const more = note.peek().trim();
    if (reasonId !== null) onConfirm({ reasonId, ...(more && { note: more }) });
  };
  return (
    <Dialog title={t('closeTitle')} onCancel={onCancel}>
      <form onSubmit={submit}>
        <p>{t('closeText')}</p>
        <fieldset class="close-reasons">
          <legend>{t('closeReasonWhy')}</legend>
          {reasons.value.map((reason, index) => (
            <label key={reason.id} class="close-reason">
              <input
                type="radio"
                ref={index === 0 ? first : undefined}
                name={id}
                checked={chosen.value === reason.id}
                data-testid="close-reason-choice"
                data-reason-id={reason.id}
                onChange={() => {
                  chosen.value = reason.id;
                }}
              />
              {reasonWords(reason)}
            </label>
          ))}
        </fieldset>
        <NoteField label={t('closeNote')} note={note} rows={2} most={NOTE_LENGTH} testId="close-note" />
        <DialogButtons
          submit={t('closeConfirm')}
          testId="close-confirm"
          disabled={busy || chosen.value === null || isTooLong(note.value, NOTE_LENGTH)}
          onCancel={onCancel}
        />
      </form>
    </Dialog>
  );
}
