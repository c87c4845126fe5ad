import { useSignal } from '@preact/signals';
import type { PersonField, PersonView } from '#libs/contracts';
import { useDesk } from '../../app/desk.ts';
import { codeOf, showFailure } from '../../app/toasts.ts';
import { t } from '../../i18n/index.ts';
import type { ConversationStore } from '../../timeline/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { ChooseValues, type Contest } from '../choose-values.tsx';
import { draftOf, knownOf, onto, type PersonDraft } from './fields.ts';
import { PersonInputs } from './person-inputs.tsx';

interface Props {
  store: ConversationStore;
  /** Null: a new one. */
  person: PersonView | null;
  /** What the form begins with. */
  begin: Partial<Record<PersonField, string | null>>;
  onShut: () => void;
}

/** A person's form. Where somebody else was faster, both values are shown and the agent chooses. */
export function PersonDialog({ store, person, begin, onShut }: Props) {
  const { people } = useDesk();
  const draft = useSignal<PersonDraft>(draftOf(begin));
  const seen = useSignal<{ version: number; draft: PersonDraft }>({
    version: person?.version ?? 0,
    draft: draftOf(begin),
  });
  const contests = useSignal<Contest<PersonField>[]>([]);
  const chosen = useSignal<Partial<Record<PersonField, 'one' | 'two'>>>({});
  const busy = useSignal(false);

  const readTheirs = async (id: string) => {
    const now = await people.get(id);
    const theirs = draftOf(now);
    const merged = onto(seen.peek().draft, draft.peek(), theirs);
    seen.value = { version: now.version, draft: theirs };
    draft.value = merged.draft;
    contests.value = merged.contests;
    chosen.value = {};
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    try {
      if (person) await people.change(person.id, { version: seen.peek().version, ...knownOf(draft.peek()) });
      else await people.create(store.sessionId, { ...knownOf(draft.peek()), insteadOf: null });
      onShut();
    } catch (error) {
      if (person && codeOf(error) === 'stale_version') await readTheirs(person.id).catch(showFailure);
      showFailure(error);
    } finally {
      busy.value = false;
      await store.readVisitor().catch(() => undefined);
    }
  };
  const choose = (field: PersonField, side: 'one' | 'two') => {
    chosen.value = { ...chosen.peek(), [field]: side };
    const contest = contests.peek().find((each) => each.field === field);
    if (contest) draft.value = { ...draft.peek(), [field]: contest[side] };
  };
  return (
    <Dialog title={t(person ? 'editPerson' : 'newPerson')} onCancel={onShut}>
      <form class="person-form" onSubmit={save}>
        {contests.value.length > 0 && (
          <section class="stale" role="alert" data-testid="person-stale">
            <strong>{t('staleTitle')}</strong>
            <ChooseValues
              contests={contests.value}
              names={{ one: t('staleTheirs'), two: t('staleYours') }}
              chosen={chosen.value}
              onChoose={choose}
            />
          </section>
        )}
        <PersonInputs
          draft={draft.value}
          onInput={(field, text) => {
            draft.value = { ...draft.peek(), [field]: text };
          }}
        />
        <DialogButtons
          submit={t(person ? 'savePerson' : 'createPerson')}
          testId="person-save"
          disabled={busy.value || contests.value.some(({ field }) => chosen.value[field] === undefined)}
          onCancel={onShut}
        />
      </form>
    </Dialog>
  );
}
