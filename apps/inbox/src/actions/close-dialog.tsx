import { t } from '../i18n/index.ts';
import { Dialog } from '../ui/dialog.tsx';

interface Props {
  busy: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

/** Asks before a conversation is closed for good. */
export function CloseDialog({ busy, onCancel, onConfirm }: Props) {
  return (
    <Dialog title={t('closeTitle')} onCancel={onCancel}>
      <p>{t('closeText')}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="button button-main"
          data-testid="close-confirm"
          disabled={busy}
          onClick={onConfirm}
        >
          {t('closeConfirm')}
        </button>
      </div>
    </Dialog>
  );
}
