import { Clock } from 'lucide';
import type { ConversationView, SearchMatch } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { go, route, sessionOf } from '../app/route.ts';
import { RowOutcome } from '../details/visit/row-outcome.tsx';
import { elapsed, fullTime, shortTime } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { LastWords } from '../ui/last-words.tsx';

/** One conversation of the list, with what was found in it. */
export function ConversationRow({
  conversation,
  matches = [],
}: {
  conversation: ConversationView;
  matches?: readonly SearchMatch[];
}) {
  const { folders } = useDesk();
  const to = route.value;
  const place = to.page === 'inbox' ? to.folder : folders.folder.value;
  const { id, visitorName, lastAt, waitingSince, phase, assigneeName, offer } = conversation;
  const name = visitorName ?? t('visitor');
  const unread = folders.isUnread(conversation);
  const isOpen = sessionOf(to) === id;
  return (
    <button
      type="button"
      class={`row ${unread ? 'row-unread' : ''}`}
      data-testid="conversation-row"
      data-session-id={id}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => go(to.page === 'inbox' ? { ...to, sessionId: id } : { page: 'link', sessionId: id })}
    >
      <Avatar id={id} name={name} />
      <span class="row-words">
        <span class="row-top">
          <strong class="row-name" dir="auto">
            {name}
          </strong>
          <time class="muted" dateTime={lastAt} title={fullTime(lastAt)}>
            {shortTime(lastAt)}
          </time>
        </span>
        {matches.length === 0 && (
          <span class="row-bottom">
            <span class="row-last" dir="auto">
              <LastWords {...conversation} />
            </span>
            {unread && <span class="dot" role="img" aria-label={t('unread')} data-testid="row-unread" />}
          </span>
        )}
        {matches.map((match) => (
          <Match key={match.in} match={match} />
        ))}
        <span class="row-notes muted">
          {phase === 'waiting' && waitingSince !== null && (
            <span class="row-waiting" data-testid="row-waiting">
              <Icon of={Clock} size={13} />
              <WaitingFor since={waitingSince} />
            </span>
          )}
          {place === 'search' && phase !== 'waiting' && <span>{t(`phase_${phase}`)}</span>}
          {offer !== null && <OfferedTo agentId={offer.agentId} />}
          {assigneeName !== null && place !== 'mine' && <span>{t('openedBy', { name: assigneeName })}</span>}
          <RowOutcome conversation={conversation} />
        </span>
      </span>
    </button>
  );
}

/** What was found, as text: it is never read as HTML. */
function Match({ match }: { match: SearchMatch }) {
  const { in: place, author } = match;
  const said = place === 'message' && (author === 'visitor' || author === 'agent');
  return (
    <span class="row-match" dir="auto" data-testid="row-match">
      <span class="row-match-in">{said ? t(author) : t(`matched_${place}`)}: </span>
      {match.spans.map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text))}
    </span>
  );
}

function OfferedTo({ agentId }: { agentId: string }) {
  const { agents } = useDesk();
  const name = agents.value.find(({ id }) => id === agentId)?.name ?? t('agent');
  return <span data-testid="row-offered">{t('entry_offered', { agent: name })}</span>;
}

/** Apart from its row, since it is rendered every second. */
function WaitingFor({ since }: { since: string }) {
  return <>{t('waitingFor', { time: elapsed(since) })}</>;
}
