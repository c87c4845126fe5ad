import { type Signal, useSignal } from '@preact/signals';
import { Merge, Pencil, Unlink, UserPlus } from 'lucide';
import { useId } from 'preact/hooks';
import type { PersonView } from '#libs/contracts';
import { useDesk } from '../../app/desk.ts';
import { showFailure } from '../../app/toasts.ts';
import { fullTime } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { ConversationStore } from '../../timeline/store.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Icon } from '../../ui/icon.tsx';
import { hintOf, hintsOf, titleOf } from './fields.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';

/** The dialog that is open, and about whom: it stays what it is, whomever a colleague links meanwhile. */
type Open =
  | { what: 'new'; name: string }
  | { what: 'edit'; person: PersonView }
  | { what: 'merge'; person: PersonView; other: PersonView };

/** Who the visitor is in the CRM: found while typing, made, linked, unlinked, and merged with who is the same. */
export function PersonSection({ store }: { store: ConversationStore }) {
  const visitor = store.visitor.value;
  const open = useSignal<Open | null>(null);
  if (visitor === null) return null;
  return (
    <section class="person" data-testid="person">
      <h3>{t('person')}</h3>
      {visitor.person === null ? (
        <Find store={store} open={open} />
      ) : (
        <Known store={store} person={visitor.person} open={open} />
      )}
      <OpenDialog store={store} open={open} />
    </section>
  );
}

interface Props {
  store: ConversationStore;
  open: Signal<Open | null>;
}

function OpenDialog({ store, open }: Props) {
  const shown = open.value;
  const onShut = () => {
    // another one may have been opened while it was saved
    if (open.peek() === shown) open.value = null;
  };
  if (shown === null) return null;
  if (shown.what === 'merge')
    return <MergeDialog store={store} person={shown.person} other={shown.other} onShut={onShut} />;
  if (shown.what === 'edit')
    return <PersonDialog store={store} person={shown.person} begin={shown.person} onShut={onShut} />;
  const { personName, email, phone, organisation } = store.form.draft.peek();
  const begin = { name: personName || shown.name, email, phone, organisation };
  return <PersonDialog store={store} person={null} begin={begin} onShut={onShut} />;
}

function Find({ store, open }: Props) {
  const { people } = useDesk();
  const typed = useSignal('');
  const id = useId();
  const link = async ({ id: personId }: PersonView) => {
    try {
      await people.link(store.sessionId, personId, null);
    } catch (error) {
      showFailure(error);
    } finally {
      await store.readVisitor().catch(() => undefined);
    }
  };
  return (
    <>
      <div class="field">
        <label for={id}>{t('findPerson')}</label>
        <Combobox
          id={id}
          testId="person-search"
          value={typed.value}
          most={200}
          placeholder={t('findPersonHint')}
          nothing={t('nobodyFound')}
          search={async (text) =>
            (await people.search(text)).map((person) => ({
              id: person.id,
              label: titleOf(person),
              hint: hintOf(person),
              value: person,
            }))
          }
          onInput={(text) => {
            typed.value = text;
          }}
          onChoose={(person) => void link(person)}
        />
      </div>
      <button
        type="button"
        class="button button-small person-new"
        data-testid="person-new"
        onClick={() => {
          open.value = { what: 'new', name: typed.peek() };
        }}
      >
        <Icon of={UserPlus} size={14} />
        {t('newPerson')}
      </button>
    </>
  );
}

function Known({ store, person, open }: Props & { person: PersonView }) {
  const { people } = useDesk();
  const visitor = store.visitor.value;
  const unlink = async () => {
    try {
      await people.link(store.sessionId, null, person.id);
    } catch (error) {
      showFailure(error);
    } finally {
      await store.readVisitor().catch(() => undefined);
    }
  };
  return (
    <>
      <div class="person-card" data-testid="person-card" data-person-id={person.id}>
        <Avatar id={person.id} name={titleOf(person)} />
        <strong class="person-name" dir="auto">
          {titleOf(person)}
        </strong>
        <span class="person-acts">
          <button
            type="button"
            class="button-plain"
            data-testid="person-edit"
            aria-label={t('editPerson')}
            title={t('editPerson')}
            onClick={() => {
              open.value = { what: 'edit', person };
            }}
          >
            <Icon of={Pencil} size={16} />
          </button>
          <button
            type="button"
            class="button-plain"
            data-testid="person-unlink"
            aria-label={t('unlinkPerson')}
            title={t('unlinkPerson')}
            onClick={unlink}
          >
            <Icon of={Unlink} size={16} />
          </button>
        </span>
        <span class="person-words">
          {hintsOf(person).map((hint) => (
            <span key={hint} dir="auto">
              {hint}
            </span>
          ))}
          {person.note && <span dir="auto">{person.note}</span>}
          {visitor?.linkedBy === 'email' && <span class="muted">{t('linkedByEmail')}</span>}
          {visitor?.merges.map(({ byName, at }) => (
            <span key={at} class="muted" data-testid="person-merged">
              {t('mergedBy', { name: byName, time: fullTime(at) })}
            </span>
          ))}
        </span>
      </div>
      {visitor?.duplicates.map(({ person: other, reasons }) => (
        <div key={other.id} class="duplicate" data-testid="duplicate" data-person-id={other.id}>
          <span>
            <strong dir="auto">{titleOf(other)}</strong>{' '}
            <span class="muted">{reasons.map((reason) => t(`duplicate_${reason}`)).join(', ')}</span>
          </span>
          <button
            type="button"
            class="button button-small"
            data-testid="duplicate-merge"
            onClick={() => {
              open.value = { what: 'merge', person, other };
            }}
          >
            <Icon of={Merge} size={14} />
            {t('mergePersons')}
          </button>
        </div>
      ))}
    </>
  );
}
