import { type Signal, useSignal } from '@preact/signals';
import { ArrowLeft, X } from 'lucide';
import { useEffect, useId, useRef } from 'preact/hooks';
import { showFailure } from '../app/toasts.ts';
import { ChooseValues } from '../details/choose-values.tsx';
import { DETAIL_FIELDS, type DetailField, LENGTHS } from '../details/form.ts';
import { OrganisationField } from '../details/organisation-field.tsx';
import { PersonSection } from '../details/person/person-section.tsx';
import { Captured } from '../details/visit/captured.tsx';
import { Earlier } from '../details/visit/earlier.tsx';
import { Mails } from '../details/visit/mails.tsx';
import { Outcome } from '../details/visit/outcome.tsx';
import { Visit } from '../details/visit/visit.tsx';
import { t } from '../i18n/index.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { Line, Lines } from '../ui/lengths.tsx';
import { useDrawer } from '../ui/use-drawer.ts';
import { Results } from './results.tsx';

/** What phones show for fields that are no plain words. */
const KINDS: Partial<Record<DetailField, 'email' | 'tel'>> = { email: 'email', phone: 'tel' };
const CODES = { dealValue: { inputMode: 'decimal' }, currency: { list: 'currencies' } } as const;
const CURRENCIES = Intl.supportedValuesOf('currency');

interface Props {
  store: ConversationStore;
  open: Signal<boolean>;
}

/** What is known of the visitor and the deal, what came out, and where it came from. */
export function Details({ store, open }: Props) {
  const drawer = useRef<HTMLElement>(null);
  useDrawer(drawer, open);
  const shut = () => {
    open.value = false;
  };
  return (
    <>
      {open.value && <button type="button" class="veil only-narrow" aria-label={t('hideDetails')} onClick={shut} />}
      <aside
        ref={drawer}
        class={`details ${open.value ? 'details-open' : ''}`}
        aria-label={t('details')}
        data-testid="details"
      >
        <header class="details-head">
          <button type="button" class="button-plain only-phone" aria-label={t('back')} onClick={shut}>
            <Icon of={ArrowLeft} size={20} />
          </button>
          <h2>{t('details')}</h2>
          <button type="button" class="button-plain only-tablet" aria-label={t('hideDetails')} onClick={shut}>
            <Icon of={X} />
          </button>
        </header>
        <Outcome store={store} />
        <PersonSection store={store} />
        <DetailsFields store={store} />
        <Results store={store} />
        <Captured store={store} />
        <Visit store={store} />
        <Mails store={store} />
        <Earlier store={store} />
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
          disabled={!form.ready.value || form.saving.value || form.tooLong.value || form.stale.value !== null}
        >
          {t('save')}
        </button>
      </div>
    </form>
  );
}

function FieldInput({ store, field }: { store: ConversationStore; field: DetailField }) {
  const { form } = store;
  const wrong = form.wrong.value.find((one) => one === field);
  const id = useId();
  const shared = {
    id,
    'data-testid': `detail-${field}`,
    'aria-invalid': wrong !== undefined,
    dir: 'auto' as const,
    autocomplete: 'off' as const,
    value: form.draft.value[field],
    disabled: !form.ready.value,
  };
  const onInput = (text: string) => form.set(field, text);
  return (
    <div class={`field field-${field}`}>
      <label for={id}>{t(`field_${field}`)}</label>
      {field === 'organisation' ? (
        <OrganisationField
          id={id}
          testId="detail-organisation"
          value={form.draft.value.organisation}
          disabled={!form.ready.value}
          onInput={onInput}
        />
      ) : field === 'note' ? (
        <Lines rows={3} most={LENGTHS.note} {...shared} onInput={onInput} />
      ) : field === 'dealValue' || field === 'currency' ? (
        <input type="text" {...CODES[field]} {...shared} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <Line type={KINDS[field] ?? 'text'} most={LENGTHS[field]} {...shared} onInput={onInput} />
      )}
      {wrong && (
        <em class="field-wrong" role="alert">
          {t(`wrong_${wrong}`)}
        </em>
      )}
    </div>
  );
}

/** Somebody else changed the same fields in the meantime: both values are shown, the agent chooses. */
function Stale({ store }: { store: ConversationStore }) {
  const { form } = store;
  const stale = form.stale.value;
  const chosen = useSignal<Partial<Record<DetailField, 'one' | 'two'>>>({});
  const section = useRef<HTMLElement>(null);
  // the panel is long: nobody should look for why nothing was saved
  useEffect(() => section.current?.scrollIntoView({ block: 'center' }), []);
  if (stale === null) return null;
  const contests = stale.fields.map((field) => ({
    field,
    label: t(`field_${field}`),
    one: stale.theirs.draft[field],
    two: form.draft.value[field],
  }));
  const resolve = () => {
    const theirs = stale.fields.filter((field) => chosen.peek()[field] === 'one');
    form.resolve(theirs).catch(showFailure);
  };
  return (
    <section ref={section} class="stale" role="alert" data-testid="details-stale">
      <strong>{t('staleTitle')}</strong>
      <p>{t('staleText')}</p>
      <ChooseValues
        contests={contests}
        names={{ one: t('staleTheirs'), two: t('staleYours') }}
        chosen={chosen.value}
        onChoose={(field, side) => {
          chosen.value = { ...chosen.peek(), [field]: side };
        }}
      />
      <div class="stale-buttons">
        <button
          type="button"
          class="button button-main"
          data-testid="details-resolve"
          disabled={form.saving.value || contests.some(({ field }) => chosen.value[field] === undefined)}
          onClick={resolve}
        >
          {t('staleResolve')}
        </button>
      </div>
    </section>
  );
}
