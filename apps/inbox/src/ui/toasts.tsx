import { CircleAlert, CircleCheck, X } from 'lucide';
import { dismiss, toasts } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { Icon } from './icon.tsx';

/** Short words about what just happened, at the lower edge. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, tone, text }) => (
        <div key={id} class={`toast toast-${tone}`} data-testid="toast">
          <Icon of={tone === 'bad' ? CircleAlert : CircleCheck} />
          <span>{text}</span>
          <button type="button" class="button-plain" aria-label={t('dismiss')} onClick={() => dismiss(id)}>
            <Icon of={X} size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
