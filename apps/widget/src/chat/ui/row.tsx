import type { Row } from '../story.ts';
import { errorText } from '../texts/index.ts';
import { RichText } from './rich-text.tsx';
import { useWords } from './words.ts';

const SPOKEN: readonly Row['kind'][] = ['message', 'prompt', 'answer'];
/** Bubbles of one author closer together than this share one time. */
const TOGETHER_MS = 5 * 60_000;

const together = (a: Row | null, b: Row | null): boolean =>
  a !== null &&
  b !== null &&
  a.author === b.author &&
  SPOKEN.includes(a.kind) &&
  SPOKEN.includes(b.kind) &&
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

  if (!SPOKEN.includes(row.kind)) {
    const said =
      row.kind === 'closed'
        ? t(row.text ? 'timeline.closedBy' : 'timeline.closed', { name: row.text })
        : t('timeline.joined', { name: row.text });
    return (
      <p class="event" {...marks}>
        {said}
      </p>
    );
  }

  const mine = row.author === 'visitor';
  const side = `row ${mine ? 'mine' : 'theirs'} ${together(before, row) ? 'joined' : ''} ${row.state}`;
  return (
    <div class={side} {...marks}>
      <div class="bubble" dir="auto">
        <span class="unseen">{mine ? t('author.visitor') : speaker}: </span>
        {/* a skipped answer is stored without words */}
        <RichText text={row.text || t('composer.skip')} />
      </div>
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
