import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { showFailure } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { Dialog } from './dialog.tsx';

interface Props {
  title: string;
  /** What it means. */
  children: ComponentChildren;
  confirm: string;
  testId: string;
  /** Does it, and shuts the dialog; where it throws, the dialog says why and stays. */
  onConfirm: () => unknown;
  onCancel: () => void;
}

/** Asks before something that cannot be undone. The focus is on "no", so that Enter loses nothing. */
export function ConfirmDialog({ title, children, confirm, testId, onConfirm, onCancel }: Props) {
  const busy = useSignal(false);
  const confirmed = async () => {
    busy.value = true;
    try {
      await onConfirm();
    } catch (error) {
      showFailure(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={title} onCancel={onCancel}>
      <p>{children}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="button button-main"
          data-testid={testId}
          disabled={busy.value}
          onClick={() => void confirmed()}
        >
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
