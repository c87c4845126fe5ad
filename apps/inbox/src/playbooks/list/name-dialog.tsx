import { useSignal } from '@preact/signals';
import { useUnsaved } from '../../app/unsaved.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { Line } from '../../ui/lengths.tsx';
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
  useUnsaved(name.value !== first);
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
          <Line
            required
            most={120}
            data-testid="dialog-name"
            value={name.value}
            onInput={(text) => {
              name.value = text;
            }}
          />
        </label>
        <DialogButtons submit={submit} disabled={busy} onCancel={onShut} />
      </form>
    </Dialog>
  );
}
