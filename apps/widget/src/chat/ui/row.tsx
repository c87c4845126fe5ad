import { anyHref } from '../linkify.ts';
import type { Row } from '../story.ts';
import { errorText } from '../texts/index.ts';
import { AnswerText } from './answer-text.tsx';
import { Icon } from './icon.tsx';
import { Picture } from './picture.tsx';
import { RichText, SafeLink } from './rich-text.tsx';
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

export interface RowProps {
  row: Row;
  before: Row | null;
  next: Row | null;
  speaker: string;
  onEdit: (clientId: string) => void;
}

export function RowView({ row, before, next, speaker, onEdit }: RowProps) {
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
  const link = row.link && anyHref(row.link.url);
  const side = `row ${mine ? 'mine' : 'theirs'} ${together(before, row) ? 'joined' : ''} ${row.state}`;
  return (
    <div class={side} {...marks}>
      <div class="bubble" dir="auto">
        <span class="unseen">{mine ? t('author.visitor') : speaker}: </span>
        {row.look ? <AnswerText text={row.text} look={row.look} /> : <RichText text={row.text} rich={row.rich} />}
        {row.image && <Picture {...row.image} alone={row.text === ''} />}
      </div>
      {link && (
        <SafeLink href={link} className="follow">
          <span dir="auto">{row.link?.text}</span>
          <Icon name="out" />
        </SafeLink>
      )}
      {row.state === 'failed' && (
        <p class="failure">
          {t(errorText(row.error ?? 'internal'))}{' '}
          <button type="button" class="plain" onClick={() => onEdit(row.clientId ?? '')}>
            {t('state.edit')}
          </button>
        </p>
      )}
      {row.state === 'waiting' && !together(row, next) && <p class="sending">{t('state.waiting')}</p>}
      {row.state === 'stored' && !together(row, next) && (
        <time class="time" dateTime={row.at}>
          {clock(row.at, language)}
        </time>
      )}
    </div>
  );
}
