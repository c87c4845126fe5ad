import { useSignal } from '@preact/signals';
import { Plus } from 'lucide';
import { useUnsaved } from '../../app/unsaved.ts';
import { Icon } from '../../ui/icon.tsx';
import { Line } from '../../ui/lengths.tsx';

interface Props {
  /** What is asked for. */
  label: string;
  /** Characters. */
  most: number;
  submit: string;
  busy: boolean;
  testIds: { field: string; submit: string };
  /** Answers whether it was added: then the field is empty again. */
  onAdd: (words: string) => Promise<boolean>;
}

/** Adds one line to a list. */
export function AddLine({ label, most, submit, busy, testIds, onAdd }: Props) {
  const words = useSignal('');
  useUnsaved(words.value.trim() !== '');
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await onAdd(words.peek().trim())) words.value = '';
  };
  return (
    <form class="settings-acts" onSubmit={add}>
      <Line
        class="input"
        most={most}
        placeholder={label}
        aria-label={label}
        data-testid={testIds.field}
        value={words.value}
        onInput={(text) => {
          words.value = text;
        }}
      />
      <button type="submit" class="button" data-testid={testIds.submit} disabled={busy || words.value.trim() === ''}>
        <Icon of={Plus} size={16} />
        {submit}
      </button>
    </form>
  );
}
