import { t } from '../i18n/index.ts';

interface Props {
  submit: string;
  testId?: string;
  /** It is being done, or something is missing. */
  disabled: boolean;
  onCancel: () => void;
}

/** "No" and "yes" of a form in a dialog. */
export function DialogButtons({ submit, testId = 'dialog-submit', disabled, onCancel }: Props) {
  return (
    <div class="dialog-buttons">
      <button type="button" class="button" onClick={onCancel}>
        {t('cancel')}
      </button>
      <button type="submit" class="button button-main" data-testid={testId} disabled={disabled}>
        {submit}
      </button>
    </div>
  );
}
