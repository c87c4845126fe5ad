import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

interface Props {
  label: string;
  note: Signal<string>;
  rows: number;
  maxLength: number;
  testId: string;
}

/** A note for colleagues, in a dialog. */
export function NoteField({ label, note, rows, maxLength, testId }: Props) {
  const id = useId();
  return (
    <div class="field dialog-field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        dir="auto"
        maxLength={maxLength}
        data-testid={testId}
        value={note.value}
        onInput={(event) => {
          note.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}
