import { useSignal } from '@preact/signals';
import { UserPlus } from 'lucide';
import type { LiveConversation } from '#libs/contracts';
import { useDesk } from '../../app/desk.ts';
import { addressOf } from '../../app/route.ts';
import { showFailure, showToast } from '../../app/toasts.ts';
import { count, elapsed, languageName } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useLead } from '../lead-desk.ts';
import { t } from '../texts/index.ts';
import { LiveTable } from './live-table.tsx';

interface Props {
  phase: 'waiting' | 'live';
  rows: readonly LiveConversation[];
  /** Of all, also those that are not shown. */
  count: number;
}

/** Those who wait, the longest wait first, or those who are in a conversation. */
export function Conversations({ phase, rows, count: all }: Props) {
  const waits = phase === 'waiting';
  const headings = [
    t('column_visitor'),
    t('column_since'),
    t('column_words'),
    t('column_agent'),
    t('column_where'),
    t('column_language'),
  ];
  return (
    <section class="lead-card" data-testid={`live-${phase}`}>
      <h2>
        {t(waits ? 'queue' : 'inConversation')} <span class="count">{count(all)}</span>
      </h2>
      {rows.length === 0 ? (
        <p class="muted">{t(waits ? 'queueEmpty' : 'inConversationEmpty')}</p>
      ) : (
        <LiveTable
          label={t(waits ? 'queue' : 'inConversation')}
          className="lead-table lead-rows lead-talks"
          headings={headings}
        >
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </LiveTable>
      )}
      {rows.length > 0 && rows.length < all && (
        <p class="muted">{t('moreThanShown', { shown: count(rows.length), count: count(all) })}</p>
      )}
    </section>
  );
}

function Row({ row }: { row: LiveConversation }) {
  const name = row.visitorName ?? t('visitor');
  return (
    <tr data-testid="live-row" data-session-id={row.id}>
      <th scope="row">
        <a
          class="lead-link"
          dir="auto"
          href={addressOf({ page: 'link', sessionId: row.id })}
          aria-label={t('openConversationOf', { name })}
          data-testid="live-open"
        >
          {name}
        </a>
      </th>
      <td class="lead-narrow">
        <time dateTime={row.since}>{elapsed(row.since)}</time>
      </td>
      <td class="lead-words">
        {row.lastWords ? <bdi>{row.lastWords}</bdi> : <span class="muted">{t('nothingWritten')}</span>}
      </td>
      <td data-testid="live-agent">
        {row.phase === 'waiting' ? (
          <span class="lead-give">
            {row.agentName !== null && <span class="muted">{t('offeredTo', { name: row.agentName })}</span>}
            <Give row={row} name={name} />
          </span>
        ) : (
          row.agentName
        )}
      </td>
      <td>
        {row.siteName} <span class="muted">· {row.teamName ?? t('everybodys')}</span>
      </td>
      <td>{languageName(row.language)}</td>
    </tr>
  );
}

/** Gives who waits to an agent who is online and has room; the server has the last word. */
function Give({ row, name }: { row: LiveConversation; name: string }) {
  const { api, folders } = useDesk();
  const { live } = useLead();
  const busy = useSignal(false);
  const agents = (live.view.value?.agents ?? []).filter(
    ({ availability, open, capacity }) => availability === 'online' && open < capacity,
  );
  const give = async (agentId: string, agentName: string) => {
    busy.value = true;
    try {
      const { conversation } = await api.assign(row.id, agentId);
      folders.placed(conversation);
      showToast('good', t('wasGiven', { name: agentName }));
    } catch (error) {
      showFailure(error, { agentName });
    } finally {
      busy.value = false;
      live.now();
    }
  };
  return (
    <Menu
      testId="live-give"
      className="button button-small"
      disabled={busy.value}
      label={
        <>
          <Icon of={UserPlus} size={16} />
          <span aria-hidden="true">{t('give')}</span>
          <span class="unseen">{t('giveTo', { name })}</span>
        </>
      }
    >
      {agents.length === 0 && <p class="menu-empty muted">{t('noAgentHasRoom')}</p>}
      {agents.map((agent) => (
        <button
          key={agent.id}
          type="button"
          role="menuitem"
          class="menu-item"
          data-testid="live-give-to"
          data-agent-id={agent.id}
          onClick={() => void give(agent.id, agent.name)}
        >
          <span class="presence is-online" aria-hidden="true" />
          <span class="menu-name">{agent.name}</span>
          <span class="menu-reason muted">{t('loadOf', { open: agent.open, capacity: agent.capacity })}</span>
        </button>
      ))}
    </Menu>
  );
}
