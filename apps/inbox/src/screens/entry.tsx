import { Bot, Lock } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { Entry, Receipt } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { clock, fullTime } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { ReceiptMark } from '../receipts/receipt-mark.tsx';
import { isSpoken, type Row } from '../timeline/rows.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { lineOf } from './entry-lines.ts';
import { Words } from './entry-words.tsx';
import { OwnTools } from './own-tools.tsx';

type EntryRowData = Extract<Row, { type: 'entry' }>;

/** What there is only where the entry stands in a conversation, and not in a trial. */
interface InConversation {
  theirs?: Receipt | null;
  store?: ConversationStore | null;
}

/** One entry: words as a bubble, what happened as a line. Texts are shown as texts, whatever they hold. */
export function EntryRow({
  entry,
  first,
  last,
  answer,
  prompt,
  theirs = null,
  store = null,
}: EntryRowData & InConversation) {
  return isSpoken(entry) ? (
    <Bubble entry={entry} first={first} last={last} theirs={theirs} store={store}>
      <Words entry={entry} answer={answer} prompt={prompt} />
    </Bubble>
  ) : (
    <Line entry={entry} />
  );
}

const sideOf = (entry: Entry): string =>
  entry.kind === 'note' ? 'note' : entry.author === 'agent' ? 'agent' : entry.author === 'visitor' ? 'visitor' : 'bot';

function Bubble({
  entry,
  first,
  last,
  theirs,
  store,
  children,
}: Pick<EntryRowData, 'entry' | 'first' | 'last'> & Required<InConversation> & { children: ComponentChildren }) {
  const side = sideOf(entry);
  return (
    <li
      class={`said said-${side} ${first ? 'said-first' : ''} ${last ? 'said-last' : ''}`}
      data-testid="entry"
      data-seq={entry.seq}
      data-kind={entry.kind}
      data-author={entry.author}
    >
      {first && <Author entry={entry} />}
      <div class="bubble-line">
        {store && <OwnTools store={store} entry={entry} />}
        <div class="bubble" title={fullTime(entry.at)}>
          {children}
        </div>
      </div>
      {last && (
        <span class="said-at">
          <time dateTime={entry.at}>{clock(entry.at)}</time>
          {side === 'agent' && theirs && <ReceiptMark seq={entry.seq} theirs={theirs} />}
        </span>
      )}
    </li>
  );
}

function Author({ entry }: { entry: Entry }) {
  const { agents, me } = useDesk();
  if (entry.author === 'visitor') return <span class="said-by">{t('visitor')}</span>;
  if (entry.author === 'bot') {
    return (
      <span class="said-by">
        <Icon of={Bot} size={13} /> {t('bot')}
      </span>
    );
  }
  const name =
    entry.authorId === me.value.id
      ? t('you')
      : (agents.value.find(({ id }) => id === entry.authorId)?.name ?? t('agent'));
  return (
    <span class="said-by">
      {entry.kind === 'note' && <Icon of={Lock} size={12} />}
      {name}
      {entry.kind === 'note' && <> · {t('internalNote')}</>}
    </span>
  );
}

function Line({ entry }: { entry: Entry }) {
  const line = lineOf(entry);
  if (line === null) return null;
  return (
    <li class={`line line-${entry.kind}`} data-testid="entry" data-seq={entry.seq} data-kind={entry.kind}>
      <span dir="auto">{line}</span>
      <time dateTime={entry.at} title={fullTime(entry.at)}>
        {clock(entry.at)}
      </time>
    </li>
  );
}
