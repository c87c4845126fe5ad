import { useSignal } from '@preact/signals';
import { showFailure } from '../app/toasts.ts';
import { useUnsaved } from '../app/unsaved.ts';
import { t } from '../i18n/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogButtons } from '../ui/dialog-buttons.tsx';
import { Line } from '../ui/lengths.tsx';

interface Props {
  title: string;
  name: string;
  submit: string;
  onSubmit: (name: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for a view's name; stays open while the server does not take it. */
export function ViewDialog({ title, name, submit, onSubmit, onClose }: Props) {
  const typed = useSignal(name.slice(0, 60));
  const busy = useSignal(false);
  useUnsaved(typed.value.trim() !== name.trim());
  const save = async () => {
    busy.value = true;
    try {
      await onSubmit(typed.peek().trim());
      onClose();
    } catch (error) {
      showFailure(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={title} onCancel={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="field dialog-field">
          <span>{t('viewName')}</span>
          <Line
            class="input"
            data-testid="view-name"
            most={60}
            required
            value={typed.value}
            onInput={(text) => {
              typed.value = text;
            }}
          />
        </label>
        <DialogButtons
          submit={submit}
          testId="view-submit"
          disabled={busy.value || typed.value.trim() === ''}
          onCancel={onClose}
        />
      </form>
    </Dialog>
  );
}
