import { anyHref } from '#libs/contracts/links';
import type { ChatClient } from '../client.ts';
import type { Row } from '../story.ts';
import { errorText } from '../texts/index.ts';
import { AnswerText } from './answer-text.tsx';
import { Icon } from './icon.tsx';
import { type Amend, OwnTools } from './own-tools.tsx';
import { Picture } from './picture.tsx';
import { RichText, SafeLink } from './rich-text.tsx';
import { SentFiles } from './sent-files.tsx';
import { useWords } from './words.ts';

/** What the session's people and end say of themselves. */
const EVENTS = {
  assigned: 'timeline.joined',
  reassigned: 'timeline.joined',
  returned: 'timeline.returned',
  handedBack: 'timeline.left',
  closed: 'timeline.closedBy',
} as const;

/** Bubbles of one author closer together than this share one time. */
const TOGETHER_MS = 5 * 60_000;

type EventKind = keyof typeof EVENTS;
const isEvent = (kind: Row['kind']): kind is EventKind => kind in EVENTS;

const together = (a: Row | null, b: Row | null): boolean =>
  a !== null &&
  b !== null &&
  a.author === b.author &&
  !isEvent(a.kind) &&
  !isEvent(b.kind) &&
  Math.abs(Date.parse(b.at) - Date.parse(a.at)) < TOGETHER_MS;

/** The time of day, with the date where it is not today. */
function clock(at: string, language: string): string {
  const time = new Date(at);
  const today = time.toDateString() === new Date().toDateString();
  return time.toLocaleString(language, {
    hour: 'numeric',
    minute: '2-digit',
    ...(today ? {} : { day: 'numeric', month: 'short' }),
  });
}

export type ReceiptState = 'sent' | 'delivered' | 'read';

/** What the visitor may do with what was refused for good. */
export type Unsent = Record<'again' | 'edit' | 'discard', (clientId: string) => void>;

export interface RowProps {
  row: Row;
  before: Row | null;
  next: Row | null;
  speaker: string;
  /** How far the agents' side has come with it; null: nothing is said of that. */
  receipt: ReceiptState | null;
  load: ChatClient['file'];
  unsent: Unsent;
  /** Null: this may not be changed now. */
  onAmend: Amend | null;
}

export function RowView({ row, before, next, speaker, receipt, load, unsent, onAmend }: RowProps) {
  const { t, language } = useWords();
  const marks = {
    'data-testid': 'foyer-entry',
    'data-seq': row.seq ?? '',
    'data-kind': row.kind,
    'data-author': row.author,
    'data-state': row.state,
  };

  if (isEvent(row.kind)) {
    const said = row.kind === 'closed' && !row.text ? 'timeline.closed' : EVENTS[row.kind];
    return (
      <p class="event" {...marks}>
        {t(said, { name: row.text })}
      </p>
    );
  }

  const mine = row.author === 'visitor';
  const id = row.clientId ?? '';
  const link = row.link && anyHref(row.link.url);
  const side = `row ${mine ? 'mine' : 'theirs'} ${together(before, row) ? 'joined' : ''} ${row.state}`;
  return (
    <div class={side} {...marks}>
      <div class="bubble" dir="auto">
        <span class="unseen">{mine ? t('author.visitor') : speaker}: </span>
        {row.files && <SentFiles files={row.files} load={load} alone={row.text === ''} />}
        {row.look ? (
          <AnswerText text={row.text} look={row.look} />
        ) : (
          row.text !== '' && <RichText text={row.text} rich={row.rich} />
        )}
        {row.deleted && <em>{t('amend.deleted')}</em>}
        {row.edited && <small class="edited">{t('amend.edited')}</small>}
        {row.image && <Picture {...row.image} alone={row.text === ''} />}
      </div>
      {link && (
        <SafeLink href={link} className="follow">
          <span dir="auto">{row.link?.text}</span>
          <Icon name="out" />
        </SafeLink>
      )}
      {onAmend && <OwnTools row={row} onAmend={onAmend} />}
      {row.state === 'failed' && (
        <p class="failure">
          {t(errorText(row.error ?? 'internal'))}{' '}
          <button type="button" class="plain" data-testid="foyer-again" onClick={() => unsent.again(id)}>
            {t('state.again')}
          </button>{' '}
          {row.text !== '' && !row.files && (
            <button type="button" class="plain" onClick={() => unsent.edit(id)}>
              {t('state.edit')}
            </button>
          )}{' '}
          <button type="button" class="plain" data-testid="foyer-discard" onClick={() => unsent.discard(id)}>
            {t('state.discard')}
          </button>
        </p>
      )}
      {row.state === 'waiting' && !together(row, next) && <p class="sending">{t('state.waiting')}</p>}
      {row.state === 'stored' && !together(row, next) && (
        <time class="time" dateTime={row.at}>
          {clock(row.at, language)}
          {receipt && (
            <span data-testid="foyer-receipt" data-state={receipt}>
              {' · '}
              {t(`receipt.${receipt}`)}
            </span>
          )}
        </time>
      )}
    </div>
  );
}
