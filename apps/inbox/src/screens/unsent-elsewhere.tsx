import { Clock } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { go } from '../app/route.ts';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';

/** Says that other conversations hold words the server has not, and opens the first of them. */
export function UnsentElsewhere() {
  const { conversations, connection } = useDesk();
  const isConnected = connection.state.value === 'connected';
  const stuck = conversations.unsent.value.flatMap((store) => {
    const items = store.sender.outbox.value;
    const asks = items.filter(({ state }) => state === 'refused' || state === 'held').length;
    // while there is a connection the others are on their way
    const waits = isConnected ? 0 : items.filter(({ state }) => state === 'queued' || state === 'sending').length;
    return asks + waits > 0 ? [{ sessionId: store.sessionId, asks, waits }] : [];
  });
  const [first] = stuck;
  if (first === undefined) return null;
  const asks = stuck.reduce((sum, each) => sum + each.asks, 0);
  const waits = stuck.reduce((sum, each) => sum + each.waits, 0);
  return (
    <button
      type="button"
      class="unsent-elsewhere"
      data-testid="unsent-elsewhere"
      onClick={() => go({ page: 'link', sessionId: first.sessionId })}
    >
      <Icon of={Clock} size={16} />
      {[asks > 0 && t('unsentStuck', { count: asks }), waits > 0 && t('unsentWaiting', { count: waits })]
        .filter(Boolean)
        .join(' · ')}
    </button>
  );
}
