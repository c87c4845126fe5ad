import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { PersonField, PersonView } from '#libs/contracts';
import { useDesk } from '../../app/desk.ts';
import { codeOf, showFailure } from '../../app/toasts.ts';
import { useUnsaved } from '../../app/unsaved.ts';
import { t } from '../../i18n/index.ts';
import type { ConversationStore } from '../../timeline/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { DraftConflicts } from '../draft-conflicts.tsx';
import { SharedDraft } from '../shared-draft.ts';
import { draftOf, isTooLongIn, knownOf, LABELS } from './fields.ts';
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
  const draft = useMemo(() => new SharedDraft(person?.version ?? 0, draftOf(begin)), []);
  const busy = useSignal(false);
  const typed = draft.value.value;
  useUnsaved(draft.dirty.value);

  const readTheirs = async (id: string) => {
    const now = await people.get(id);
    draft.met(now.version, draftOf(now));
  };
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    try {
      const known = knownOf(draft.value.peek());
      if (person) await people.change(person.id, { version: draft.version, ...known });
      else await people.create(store.sessionId, { ...known, insteadOf: null });
      onShut();
    } catch (error) {
      if (person && codeOf(error) === 'stale_version') await readTheirs(person.id).catch(showFailure);
      showFailure(error);
    } finally {
      busy.value = false;
      await store.readVisitor().catch(() => undefined);
    }
  };
  return (
    <Dialog title={t(person ? 'editPerson' : 'newPerson')} onCancel={onShut}>
      <form class="person-form" onSubmit={save}>
        <DraftConflicts draft={draft} title={t('staleTitle')} labels={LABELS} testId="person-stale" />
        <PersonInputs draft={typed} onInput={(field, text) => draft.set({ [field]: text })} />
        <DialogButtons
          submit={t(person ? 'savePerson' : 'createPerson')}
          testId="person-save"
          disabled={busy.value || isTooLongIn(typed) || draft.undecided.value}
          onCancel={onShut}
        />
      </form>
    </Dialog>
  );
}
