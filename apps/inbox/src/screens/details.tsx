import type { Signal } from '@preact/signals';
import { ArrowLeft, ExternalLink, X } from 'lucide';
import { useId } from 'preact/hooks';
import { showFailure } from '../app/toasts.ts';
import { DETAIL_FIELDS, type DetailField } from '../details/form.ts';
import { fullTime, languageName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { Results } from './results.tsx';

const INPUTS: Record<DetailField, { type?: 'email' | 'tel'; inputMode?: 'decimal'; maxLength: number; list?: string }> =
  {
    personName: { maxLength: 200 },
    organisation: { maxLength: 200 },
    email: { type: 'email', maxLength: 254 },
    phone: { type: 'tel', maxLength: 40 },
    dealValue: { inputMode: 'decimal', maxLength: 20 },
    currency: { maxLength: 3, list: 'currencies' },
    note: { maxLength: 4_000 },
  };
const CURRENCIES = Intl.supportedValuesOf('currency');

interface Props {
  store: ConversationStore;
  open: Signal<boolean>;
}

/** What is known of the visitor and the deal, what came out, and where it came from. */
export function Details({ store, open }: Props) {
  const shut = () => {
    open.value = false;
  };
  return (
    <>
      {open.value && <button type="button" class="veil only-narrow" aria-label={t('hideDetails')} onClick={shut} />}
      <aside class={`details ${open.value ? 'details-open' : ''}`} aria-label={t('details')} data-testid="details">
        <header class="details-head">
          <button type="button" class="button-plain only-phone" aria-label={t('back')} onClick={shut}>
            <Icon of={ArrowLeft} size={20} />
          </button>
          <h2>{t('details')}</h2>
          <button type="button" class="button-plain only-tablet" aria-label={t('hideDetails')} onClick={shut}>
            <Icon of={X} />
          </button>
        </header>
        <DetailsFields store={store} />
        <Results store={store} />
        <About store={store} />
      </aside>
    </>
  );
}

function DetailsFields({ store }: { store: ConversationStore }) {
  const { form } = store;
  const save = (event?: SubmitEvent) => {
    event?.preventDefault();
    form.save().catch(showFailure);
  };
  const state = form.saving.value
    ? 'saving'
    : form.dirty.value
      ? 'unsaved'
      : form.savedAt.value !== null
        ? 'saved'
        : null;
  return (
    <form class="details-form" onSubmit={save} noValidate>
      <datalist id="currencies">
        {CURRENCIES.map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      {DETAIL_FIELDS.map((field) => (
        <FieldInput key={field} store={store} field={field} />
      ))}
      {form.stale.value !== null && <Stale store={store} />}
      <div class="details-save">
        <span class="muted" role="status" data-testid="details-state">
          {state !== null && t(state)}
        </span>
        <button
          type="submit"
          class="button button-main"
          data-testid="details-save"
          disabled={!form.ready.value || form.saving.value || form.stale.value !== null}
        >
          {t('save')}
        </button>
      </div>
    </form>
  );
}

function FieldInput({ store, field }: { store: ConversationStore; field: DetailField }) {
  const { form } = store;
  const wrong = form.wrong.value.includes(field);
  const id = useId();
  const shared = {
    id,
    'data-testid': `detail-${field}`,
    'aria-invalid': wrong,
    dir: 'auto' as const,
    autocomplete: 'off' as const,
    value: form.draft.value[field],
    disabled: !form.ready.value,
    onInput: (event: { currentTarget: { value: string } }) => form.set(field, event.currentTarget.value),
  };
  return (
    <div class={`field field-${field}`}>
      <label for={id}>{t(`field_${field}`)}</label>
      {field === 'note' ? (
        <textarea rows={3} {...INPUTS.note} {...shared} />
      ) : (
        <input type="text" {...INPUTS[field]} {...shared} />
      )}
      {wrong && (
        <em class="field-wrong" role="alert">
          {t(field === 'currency' ? 'wrong_currency' : 'wrong_dealValue')}
        </em>
      )}
    </div>
  );
}

/** Somebody else saved in the meantime: both sides are shown, the agent decides. */
function Stale({ store }: { store: ConversationStore }) {
  const { form } = store;
  const stale = form.stale.value;
  if (stale === null) return null;
  return (
    <section class="stale" role="alert" data-testid="details-stale">
      <strong>{t('staleTitle')}</strong>
      <p>{t('staleText')}</p>
      <dl>
        {stale.fields.map((field) => (
          <div key={field}>
            <dt>{t(`field_${field}`)}</dt>
            <dd dir="auto">
              <span class="muted">{t('staleTheirs')}:</span> {stale.theirs.draft[field] || t('staleEmpty')}
            </dd>
            <dd dir="auto">
              <span class="muted">{t('staleYours')}:</span> {form.draft.value[field] || t('staleEmpty')}
            </dd>
          </div>
        ))}
      </dl>
      <div class="stale-buttons">
        <button type="button" class="button" data-testid="details-take-theirs" onClick={() => form.takeTheirs()}>
          {t('staleTakeTheirs')}
        </button>
        <button
          type="button"
          class="button button-main"
          data-testid="details-keep-mine"
          onClick={() => {
            form.keepMine().catch(showFailure);
          }}
        >
          {t('staleKeepMine')}
        </button>
      </div>
    </section>
  );
}

function About({ store }: { store: ConversationStore }) {
  const detail = store.detail.value;
  if (detail === null) return null;
  return (
    <section class="about">
      <h3>{t('about')}</h3>
      <dl>
        {detail.pageUrl !== null && (
          <div>
            <dt>{t('page')}</dt>
            <dd class="about-page" title={detail.pageUrl} data-testid="about-page">
              {detail.pageUrl}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('visitorLanguage')}</dt>
          <dd>{languageName(detail.language)}</dd>
        </div>
        <div>
          <dt>{t('startedAt')}</dt>
          <dd>{fullTime(detail.startedAt)}</dd>
        </div>
      </dl>
      {detail.workflowUrl !== null && (
        <a class="about-link" href={detail.workflowUrl} target="_blank" rel="noreferrer" data-testid="workflow-link">
          {t('openWorkflow')}
          <Icon of={ExternalLink} size={14} />
        </a>
      )}
    </section>
  );
}
