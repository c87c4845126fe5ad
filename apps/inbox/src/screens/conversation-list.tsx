import { Clock } from 'lucide';
import type { ConversationView } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { go, route, sessionOf } from '../app/route.ts';
import { elapsed, fullTime, shortTime } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';

/** The folder that is shown. */
export function ConversationList() {
  const { folders } = useDesk();
  const folder = folders.folder.value;
  const { rows, counts } = folders.state.value;
  const shown = rows[folder];
  return (
    <section class="list" aria-label={t(`folder_${folder}`)}>
      <header class="list-head">
        <h1>{t(`folder_${folder}`)}</h1>
        <span class="count">{counts[folder]}</span>
      </header>
      {shown === undefined ? (
        <p class="list-loading muted" role="status">
          {t('loading')}
        </p>
      ) : shown.length === 0 ? (
        <div class="empty">
          <strong>{t(`empty_${folder}`)}</strong>
          <p>{t(`emptyHint_${folder}`)}</p>
        </div>
      ) : (
        <ul class="list-rows">
          {shown.map((conversation) => (
            <li key={conversation.id}>
              <Row conversation={conversation} />
            </li>
          ))}
          {shown.length < counts[folder] && (
            <li class="list-more muted">{t('moreInFolder', { shown: shown.length, count: counts[folder] })}</li>
          )}
        </ul>
      )}
    </section>
  );
}

function Row({ conversation }: { conversation: ConversationView }) {
  const { folders } = useDesk();
  const folder = folders.folder.value;
  const { id, visitorName, lastText, lastAuthor, lastAt, waitingSince, phase, assigneeName } = conversation;
  const name = visitorName ?? t('visitor');
  const unread = (folder === 'mine' || folder === 'unassigned') && folders.isUnread(conversation);
  const isOpen = sessionOf(route.value) === id;
  return (
    <button
      type="button"
      class={`row ${unread ? 'row-unread' : ''}`}
      data-testid="conversation-row"
      data-session-id={id}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => go({ page: 'inbox', folder, sessionId: id })}
    >
      <Avatar id={id} name={visitorName ?? t('visitor')} />
      <span class="row-words">
        <span class="row-top">
          <strong class="row-name" dir="auto">
            {name}
          </strong>
          <time class="muted" dateTime={lastAt} title={fullTime(lastAt)}>
            {shortTime(lastAt)}
          </time>
        </span>
        <span class="row-bottom">
          <span class="row-last" dir="auto">
            {lastAuthor === 'agent' && lastText !== null && <span class="row-author">{t('agent')}: </span>}
            {lastAuthor === 'bot' && lastText !== null && <span class="row-author">{t('bot')}: </span>}
            {lastText ?? t('noWords')}
          </span>
          {unread && <span class="dot" role="img" aria-label={t('unread')} data-testid="row-unread" />}
        </span>
        {phase === 'waiting' && waitingSince !== null && (
          <span class="row-note row-waiting" data-testid="row-waiting">
            <Icon of={Clock} size={13} />
            <WaitingFor since={waitingSince} />
          </span>
        )}
        {assigneeName !== null && folder !== 'mine' && (
          <span class="row-note muted">{t('openedBy', { name: assigneeName })}</span>
        )}
      </span>
    </button>
  );
}

/** Apart from its row, since it is rendered every second. */
function WaitingFor({ since }: { since: string }) {
  return <>{t('waitingFor', { time: elapsed(since) })}</>;
}
