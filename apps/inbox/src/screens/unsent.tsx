import { CircleAlert, Clock, Paperclip } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { t } from '../i18n/index.ts';
import type { OutboxItem } from '../timeline/outbox.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';

/** A bubble that has no seq yet. */
export function UnsentRow({ store, item }: { store: ConversationStore; item: OutboxItem }) {
  const { connection } = useDesk();
  const { clientId, kind, text, files, state, code } = item;
  const side = kind === 'note' ? 'note' : 'agent';
  return (
    <li class={`said said-${side} said-last unsent`} data-testid="unsent" data-client-id={clientId} data-state={state}>
      <div class="bubble">
        {files?.map(({ id, name }) => (
          <p key={id} class="answer" dir="auto">
            <Icon of={Paperclip} size={14} />
            <span>{name}</span>
          </p>
        ))}
        {text !== '' && <p dir="auto">{text}</p>}
      </div>
      {state === 'refused' ? (
        <div class="unsent-refused" role="alert">
          <Icon of={CircleAlert} size={14} />
          <span>
            {t('notSent')}: {t(`error_${code ?? 'network'}`)}
          </span>
          <button type="button" class="link" onClick={() => store.sender.again(clientId)}>
            {t('tryAgain')}
          </button>
          <button type="button" class="link" onClick={() => store.sender.discard(clientId)}>
            {t('discard')}
          </button>
        </div>
      ) : (
        <span class="said-at unsent-state">
          <Icon of={Clock} size={12} />
          {t(connection.state.value === 'connected' ? 'sending' : 'waitingToSend')}
        </span>
      )}
    </li>
  );
}
