import { useSignal } from '@preact/signals';
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

/** Who the visitor is in the CRM: found while typing, made, linked, unlinked, and merged with who is the same. */
export function PersonSection({ store }: { store: ConversationStore }) {
  const visitor = store.visitor.value;
  if (visitor === null) return null;
  return (
    <section class="person" data-testid="person">
      <h3>{t('person')}</h3>
      {visitor.person === null ? <Find store={store} /> : <Known store={store} person={visitor.person} />}
    </section>
  );
}

function Find({ store }: { store: ConversationStore }) {
  const { people } = useDesk();
  const typed = useSignal('');
  const making = useSignal(false);
  const id = useId();
  const link = async ({ id: personId }: PersonView) => {
    try {
      await people.link(store.sessionId, personId);
      await store.readVisitor();
    } catch (error) {
      showFailure(error);
    }
  };
  const details = store.form.draft.value;
  return (
    <>
      <div class="field">
        <label for={id}>{t('findPerson')}</label>
        <Combobox
          id={id}
          testId="person-search"
          value={typed.value}
          maxLength={200}
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
          making.value = true;
        }}
      >
        <Icon of={UserPlus} size={14} />
        {t('newPerson')}
      </button>
      {making.value && (
        <PersonDialog
          store={store}
          person={null}
          begin={{
            name: details.personName || typed.value,
            email: details.email,
            phone: details.phone,
            organisation: details.organisation,
          }}
          onShut={() => {
            making.value = false;
          }}
        />
      )}
    </>
  );
}

function Known({ store, person }: { store: ConversationStore; person: PersonView }) {
  const { people } = useDesk();
  const open = useSignal<'edit' | PersonView | null>(null);
  const visitor = store.visitor.value;
  const shut = () => {
    open.value = null;
  };
  const unlink = async () => {
    try {
      await people.link(store.sessionId, null);
      await store.readVisitor();
    } catch (error) {
      showFailure(error);
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
              open.value = 'edit';
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
              open.value = other;
            }}
          >
            <Icon of={Merge} size={14} />
            {t('mergePersons')}
          </button>
        </div>
      ))}
      {open.value === 'edit' && <PersonDialog store={store} person={person} begin={person} onShut={shut} />}
      {open.value !== null && open.value !== 'edit' && (
        <MergeDialog store={store} person={person} other={open.value} onShut={shut} />
      )}
    </>
  );
}
