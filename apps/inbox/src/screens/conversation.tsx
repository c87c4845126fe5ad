import { useSignal } from '@preact/signals';
import { MessagesSquare } from 'lucide';
import { useRef } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';
import { t } from '../i18n/index.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { useKeptFocus } from '../ui/use-kept-focus.ts';
import { Composer } from './composer.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { Details } from './details.tsx';
import { TimelineView } from './timeline.tsx';
import { UnsentRow } from './unsent.tsx';

/** The open conversation with its details, or a word on where to find one. */
export function Conversation() {
  const open = useDesk().conversations.open.value;
  if (open === null) {
    return (
      <section class="conversation conversation-none">
        <div class="empty">
          <Icon of={MessagesSquare} size={36} />
          <strong>{t('pickConversation')}</strong>
          <p>{t('pickConversationHint')}</p>
        </div>
      </section>
    );
  }
  return <Opened key={open.sessionId} store={open} />;
}

function Opened({ store }: { store: ConversationStore }) {
  const detailsOpen = useSignal(false);
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section, store.detail.value?.phase);
  if (store.gone.value) {
    return (
      <section class="conversation conversation-gone">
        <ConversationHeader store={store} detailsOpen={detailsOpen} />
        <div class="empty">
          <strong>{t('conversationGone')}</strong>
        </div>
        <ol class="timeline">
          {store.sender.outbox.value.map((item) => (
            <UnsentRow key={item.clientId} store={store} item={item} />
          ))}
        </ol>
      </section>
    );
  }
  return (
    <>
      <section
        class="conversation"
        ref={section}
        tabIndex={-1}
        data-testid="conversation"
        data-phase={store.detail.value?.phase}
      >
        <ConversationHeader store={store} detailsOpen={detailsOpen} />
        <TimelineView store={store} />
        <Composer store={store} />
      </section>
      <Details store={store} open={detailsOpen} />
    </>
  );
}
