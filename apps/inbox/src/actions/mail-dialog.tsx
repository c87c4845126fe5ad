import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';
import { showFailure, showToast } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { newId } from '../protocol.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogButtons } from '../ui/dialog-buttons.tsx';

/** Sends the transcript to an address, as the visitor saw it. */
export function MailDialog({ store, onShut }: { store: ConversationStore; onShut: () => void }) {
  const { people } = useDesk();
  const to = useSignal(store.form.draft.peek().email);
  const busy = useSignal(false);
  // one dialog is one letter, however often it has to be asked for
  const clientId = useSignal(newId());
  const id = useId();
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    try {
      await people.mailTranscript(store.sessionId, clientId.peek(), to.peek().trim());
      showToast('good', t('mailBegun'));
      onShut();
    } catch (error) {
      showFailure(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={t('mailTranscript')} onCancel={onShut}>
      <form onSubmit={send}>
        <p>{t('mailText')}</p>
        <div class="field dialog-field">
          <label for={id}>{t('field_email')}</label>
          <input
            id={id}
            type="email"
            required
            maxLength={254}
            autocomplete="off"
            data-testid="mail-to"
            value={to.value}
            onInput={(event) => {
              to.value = event.currentTarget.value;
            }}
          />
        </div>
        <DialogButtons submit={t('mailConfirm')} testId="mail-confirm" disabled={busy.value} onCancel={onShut} />
      </form>
    </Dialog>
  );
}
