import { CircleAlert, Clock, Paperclip } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { t } from '../i18n/index.ts';
import type { OutboxItem } from '../timeline/outbox.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';

/** A bubble that has no seq yet. */
export function UnsentRow({ store, item }: { store: ConversationStore; item: OutboxItem }) {
  const { connection, agents } = useDesk();
  const { clientId, kind, text, files, state, code, overtakenBy } = item;
  const side = kind === 'note' ? 'note' : 'agent';
  const colleague = agents.value.find(({ id }) => id === overtakenBy?.authorId)?.name ?? t('agent');
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
      {state === 'refused' || state === 'held' ? (
        <div class="unsent-refused" role="alert">
          <Icon of={CircleAlert} size={14} />
          <span>
            {t('notSent')}: {overtakenBy ? t('colleagueWrote', { name: colleague }) : t(`error_${code ?? 'network'}`)}
          </span>
          {overtakenBy && 'text' in overtakenBy.body && <q dir="auto">{overtakenBy.body.text}</q>}
          <span class="unsent-answers">
            <button
              type="button"
              class="button"
              data-testid="unsent-again"
              onClick={() => store.sender.again(clientId)}
            >
              {t(state === 'held' ? 'sendAnyway' : 'tryAgain')}
            </button>
            <button
              type="button"
              class="button"
              data-testid="unsent-discard"
              onClick={() => store.sender.discard(clientId)}
            >
              {t('discard')}
            </button>
          </span>
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
