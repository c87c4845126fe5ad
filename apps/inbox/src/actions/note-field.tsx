import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useUnsaved } from '../app/unsaved.ts';
import { Lines } from '../ui/lengths.tsx';

interface Props {
  label: string;
  note: Signal<string>;
  rows: number;
  most: number;
  testId: string;
}

/** A note for colleagues, in a dialog. */
export function NoteField({ label, note, rows, most, testId }: Props) {
  const id = useId();
  useUnsaved(note.value.trim() !== '');
  return (
    <div class="field dialog-field">
      <label for={id}>{label}</label>
      <Lines
        id={id}
        rows={rows}
        dir="auto"
        most={most}
        data-testid={testId}
        value={note.value}
        onInput={(text) => {
          note.value = text;
        }}
      />
    </div>
  );
}
