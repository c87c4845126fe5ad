import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';
import { offline } from '../app/offline.ts';
import { backToList, isAdminPage, isLeadPage, route, sessionOf } from '../app/route.ts';
import { t } from '../i18n/index.ts';
import { listenToKeys, onShortcut } from '../keys/handler.ts';
import { KeysHelp } from '../keys/help.tsx';
import { NotificationsPage } from '../notifications/settings-page.tsx';
import { Offers } from '../offers/offers.tsx';
import { AdminPages } from './admin-pages.tsx';
import { Conversation } from './conversation.tsx';
import { ConversationList } from './conversation-list.tsx';
import { DESK_KEYS } from './desk-menu.tsx';
import { LeadPages } from './lead-pages.tsx';
import { Rail } from './rail.tsx';

/** The signed-in frame: rail and columns; on a phone one of them at a time. */
export function Shell() {
  const { folders, connection, me, notifications } = useDesk();
  useSignalEffect(() => {
    const unread = new Set([...folders.unreadIds.value, ...notifications.unread.value.keys()]).size;
    document.title = unread > 0 ? `(${unread}) ${t('appName')}` : t('appName');
  });
  useEffect(() => {
    const back = () => sessionOf(route.peek()) !== null && backToList();
    const ends = [
      listenToKeys(),
      onShortcut('back', back),
      onShortcut('help', DESK_KEYS.help),
      onShortcut('theme', DESK_KEYS.theme),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  const to = route.value;
  const sessionId = sessionOf(to);
  return (
    <div class={`shell ${sessionId === null ? 'shell-at-list' : 'shell-at-conversation'}`}>
      <Rail />
      {to.page === 'notifications' ? (
        <NotificationsPage />
      ) : isAdminPage(to) && me.value.role === 'admin' ? (
        <AdminPages />
      ) : isLeadPage(to) && me.value.role !== 'agent' ? (
        <LeadPages />
      ) : (
        <>
          <ConversationList />
          <Conversation />
        </>
      )}
      <KeysHelp />
      <Offers />
      {connection.state.value !== 'connected' && <ConnectionBar first={connection.state.value === 'connecting'} />}
    </div>
  );
}

function ConnectionBar({ first }: { first: boolean }) {
  return (
    <div class="connection-bar" role="status" data-testid="connection">
      <span class="spinner" aria-hidden="true" />
      <strong>{t(offline.value ? 'offline' : first ? 'connecting' : 'reconnecting')}</strong>
      {!first && !offline.value && <span class="connection-hint">{t('reconnectingHint')}</span>}
    </div>
  );
}
