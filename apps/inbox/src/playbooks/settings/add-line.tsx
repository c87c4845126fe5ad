import { useSignal } from '@preact/signals';
import { Plus } from 'lucide';
import { Icon } from '../../ui/icon.tsx';

interface Props {
  /** What is asked for. */
  label: string;
  maxLength: number;
  submit: string;
  busy: boolean;
  testIds: { field: string; submit: string };
  /** Answers whether it was added: then the field is empty again. */
  onAdd: (words: string) => Promise<boolean>;
}

/** Adds one line to a list. */
export function AddLine({ label, maxLength, submit, busy, testIds, onAdd }: Props) {
  const words = useSignal('');
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await onAdd(words.peek().trim())) words.value = '';
  };
  return (
    <form class="settings-acts" onSubmit={add}>
      <input
        type="text"
        class="input"
        maxLength={maxLength}
        placeholder={label}
        aria-label={label}
        data-testid={testIds.field}
        value={words.value}
        onInput={(event) => {
          words.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="button" data-testid={testIds.submit} disabled={busy || words.value.trim() === ''}>
        <Icon of={Plus} size={16} />
        {submit}
      </button>
    </form>
  );
}
