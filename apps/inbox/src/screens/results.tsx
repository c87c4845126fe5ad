import { type Signal, useSignal } from '@preact/signals';
import { CalendarCheck, Handshake, type IconNode, Target } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import type { ResultKind, ResultView } from '#libs/contracts';
import { showFailure } from '../app/toasts.ts';
import { useUnsaved } from '../app/unsaved.ts';
import { fullTime, money, shortTime } from '../i18n/format.ts';
import { type TextKey, t } from '../i18n/index.ts';
import { newId, RESULT_KINDS } from '../protocol.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { Line } from '../ui/lengths.tsx';

const ICONS: Record<ResultKind, IconNode> = { lead: Target, deal: Handshake, crmActivity: CalendarCheck };
const BUTTONS: Record<ResultKind, TextKey> = {
  lead: 'createLead',
  deal: 'createDeal',
  crmActivity: 'createCrmActivity',
};

/** What the conversation produced, and the buttons to produce more; also for a closed conversation. */
export function Results({ store }: { store: ConversationStore }) {
  // One filled form is one command: sending it again makes no second result.
  const form = useSignal<{ kind: ResultKind; clientId: string } | null>(null);
  const title = useSignal('');
  useUnsaved(title.value.trim() !== '');
  const section = useRef<HTMLElement>(null);
  const detail = store.detail.value;
  if (detail === null) return null;
  const results = [...detail.results].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return (
    <section class="results" ref={section}>
      <h3>{t('results')}</h3>
      <ul class="results-list" data-testid="results-list">
        {results.length === 0 && <li class="muted results-none">{t('noResults')}</li>}
        {results.map((result) => (
          <Result key={result.id} result={result} />
        ))}
      </ul>
      <div class="results-create">
        <span class="muted">{t('createLabel')}</span>
        {RESULT_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            class="button button-small"
            data-testid={`result-create-${kind}`}
            aria-pressed={form.value?.kind === kind}
            onClick={() => {
              form.value = form.peek()?.kind === kind ? null : { kind, clientId: newId() };
            }}
          >
            <Icon of={ICONS[kind]} size={14} />
            {t(BUTTONS[kind])}
          </button>
        ))}
      </div>
      {form.value && (
        <ResultForm
          key={form.value.clientId}
          store={store}
          kind={form.value.kind}
          clientId={form.value.clientId}
          title={title}
          onDone={(clientId) => {
            // another one may have been opened while it was made
            if (form.peek()?.clientId !== clientId) return;
            // the form takes the focus with it
            section.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
            form.value = null;
            title.value = '';
          }}
        />
      )}
    </section>
  );
}

function Result({ result: { kind, state, title, value, currency, createdAt } }: { result: ResultView }) {
  return (
    <li class="result" data-testid="result" data-kind={kind} data-state={state}>
      <span class="result-icon">
        <Icon of={ICONS[kind]} size={16} />
      </span>
      <span class="result-words">
        <strong dir="auto">{title}</strong>
        <span class="muted">
          {t(`kind_${kind}`)}
          {value !== null && <> · {money(value, currency)}</>} ·{' '}
          <time dateTime={createdAt} title={fullTime(createdAt)}>
            {shortTime(createdAt)}
          </time>
        </span>
      </span>
      <span class={`state state-${state}`}>{t(`state_${state}`)}</span>
    </li>
  );
}

interface FormProps {
  store: ConversationStore;
  kind: ResultKind;
  clientId: string;
  /** Outlives the form: whoever means another kind keeps the words. */
  title: Signal<string>;
  onDone: (clientId: string) => void;
}

function ResultForm({ store, kind, clientId, title, onDone }: FormProps) {
  const busy = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.peek() || title.peek().trim() === '') return;
    busy.value = true;
    try {
      // The record is made from what is stored, so what was typed goes first.
      if (store.form.dirty.peek() && !(await store.form.save())) return;
      await store.createResult(clientId, kind, title.peek().trim());
      onDone(clientId);
    } catch (error) {
      showFailure(error);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="result-form" onSubmit={submit}>
      <label class="field">
        <span>{t('resultTitle')}</span>
        <Line
          dir="auto"
          most={200}
          required
          data-testid="result-title"
          field={field}
          value={title.value}
          onInput={(text) => {
            title.value = text;
          }}
        />
      </label>
      {store.form.dirty.value && <p class="muted">{t('resultSavesDetails')}</p>}
      <div class="result-form-buttons">
        <button type="button" class="button" onClick={() => onDone(clientId)}>
          {t('cancel')}
        </button>
        <button type="submit" class="button button-main" data-testid="result-submit" disabled={busy.value}>
          {t(busy.value ? 'resultCreating' : `resultSubmit_${kind}`)}
        </button>
      </div>
    </form>
  );
}
