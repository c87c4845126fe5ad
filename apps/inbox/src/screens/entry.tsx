import { Bot, CornerDownRight, Lock, SkipForward } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { Entry, EntryBody, EntryKind } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { clock, fullTime } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { isSpoken, type Row } from '../timeline/rows.ts';
import { Icon } from '../ui/icon.tsx';

type EntryRowData = Extract<Row, { type: 'entry' }>;

/** One entry: words as a bubble, what happened as a line. Texts are shown as texts, whatever they hold. */
export function EntryRow({ entry, first, last, answer }: EntryRowData) {
  return isSpoken(entry) ? (
    <Bubble entry={entry} first={first} last={last}>
      <Words entry={entry} answer={answer} />
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
  children,
}: Pick<EntryRowData, 'entry' | 'first' | 'last'> & { children: ComponentChildren }) {
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
      <div class="bubble" title={fullTime(entry.at)}>
        {children}
      </div>
      {last && (
        <time class="said-at" dateTime={entry.at}>
          {clock(entry.at)}
        </time>
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

function Words({ entry, answer }: Pick<EntryRowData, 'entry' | 'answer'>) {
  if (entry.kind === 'prompt') return <Prompt body={entry.body} answer={answer} />;
  if (entry.kind === 'answer') {
    return (
      <p class="answer" dir="auto">
        <Icon of={entry.body.skipped ? SkipForward : CornerDownRight} size={14} />
        <span>{entry.body.skipped ? t('skipped') : entry.body.text}</span>
      </p>
    );
  }
  return <p dir="auto">{entry.kind === 'message' || entry.kind === 'note' ? entry.body.text : ''}</p>;
}

function Prompt({ body, answer }: { body: EntryBody<'prompt'>; answer: EntryBody<'answer'> | null }) {
  return (
    <>
      <p dir="auto">{body.text}</p>
      {body.choices && (
        <ul class="choices" aria-label={t('asked')}>
          {body.choices.map(({ id, text }) => (
            <li
              key={id}
              class={answer?.choiceId === id ? 'choice choice-taken' : 'choice'}
              aria-label={answer?.choiceId === id ? `${t('chose')}: ${text}` : undefined}
            >
              {text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

type Lines = { [K in EntryKind]?: (body: EntryBody<K>) => string };

/** What is said of entries that are not words. A kind without a line here shows nothing. */
const LINES: Lines = {
  assigned: ({ agentId, agentName, byAgentId, byName }) =>
    agentId === byAgentId
      ? t('entry_assignedSelf', { agent: agentName })
      : t('entry_assigned', { agent: agentName, by: byName }),
  reassigned: ({ byAgentId, byName, fromAgentId, fromName, agentName }) =>
    byAgentId === fromAgentId
      ? t('entry_reassignedOwn', { by: byName, agent: agentName })
      : t('entry_reassigned', { by: byName, from: fromName, agent: agentName }),
  phaseChanged: ({ reason }) => t(`entry_phase_${reason}`),
  closed: ({ reason, byName }) => t(`entry_closed_${reason}`, { by: byName ?? t('agent') }),
  botSilent: () => t('entry_botSilent'),
  stuck: () => t('entry_stuck'),
  captured: ({ field, value }) => t('entry_captured', { field: t(`input_${field}`), value }),
  qualified: () => t('entry_qualified'),
  resultRequested: ({ result, title }) => t('entry_resultRequested', { kind: t(`kind_${result}`), title }),
  resultState: ({ result, state }) => t(`entry_result_${state}`, { kind: t(`kind_${result}`) }),
  opsMoved: () => t('entry_opsMoved'),
};

function Line({ entry }: { entry: Entry }) {
  const line = LINES[entry.kind] as ((body: Entry['body']) => string) | undefined;
  if (line === undefined) return null;
  return (
    <li class={`line line-${entry.kind}`} data-testid="entry" data-seq={entry.seq} data-kind={entry.kind}>
      <span dir="auto">{line(entry.body)}</span>
      <time dateTime={entry.at} title={fullTime(entry.at)}>
        {clock(entry.at)}
      </time>
    </li>
  );
}
