import { useSignal } from '@preact/signals';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { t } from '../texts/index.ts';

interface Props {
  title: string;
  /** What stands there at first. */
  first: string;
  submit: string;
  busy: boolean;
  onSubmit: (name: string) => unknown;
  onShut: () => void;
}

/** Asks for a name. */
export function NameDialog({ title, first, submit, busy, onSubmit, onShut }: Props) {
  const name = useSignal(first);
  return (
    <Dialog title={title} onCancel={onShut}>
      <form
        class="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.peek().trim() !== '') onSubmit(name.peek().trim());
        }}
      >
        <label class="field">
          <span>{t('name')}</span>
          <input
            type="text"
            required
            maxLength={120}
            data-testid="dialog-name"
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
        </label>
        <DialogButtons submit={submit} disabled={busy} onCancel={onShut} />
      </form>
    </Dialog>
  );
}
