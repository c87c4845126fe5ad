import { useSignal } from '@preact/signals';
import { showFailure } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogButtons } from '../ui/dialog-buttons.tsx';

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
        <label class="field">
          <span>{t('viewName')}</span>
          <input
            class="input"
            data-testid="view-name"
            maxLength={60}
            required
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
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
