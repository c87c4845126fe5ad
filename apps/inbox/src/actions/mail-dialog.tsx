import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';
import { showFailure, showToast } from '../app/toasts.ts';
import { useUnsaved } from '../app/unsaved.ts';
import { t } from '../i18n/index.ts';
import { newId } from '../protocol.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogButtons } from '../ui/dialog-buttons.tsx';
import { Line } from '../ui/lengths.tsx';

/** Sends the transcript to an address, as the visitor saw it. */
export function MailDialog({ store, onShut }: { store: ConversationStore; onShut: () => void }) {
  const { people } = useDesk();
  const known = useMemo(() => store.form.draft.peek().email, []);
  const to = useSignal(known);
  const busy = useSignal(false);
  useUnsaved(to.value !== known);
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
          <Line
            id={id}
            type="email"
            required
            most={254}
            autocomplete="off"
            data-testid="mail-to"
            value={to.value}
            onInput={(text) => {
              to.value = text;
            }}
          />
        </div>
        <DialogButtons submit={t('mailConfirm')} testId="mail-confirm" disabled={busy.value} onCancel={onShut} />
      </form>
    </Dialog>
  );
}
