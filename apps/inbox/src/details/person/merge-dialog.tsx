import { useSignal } from '@preact/signals';
import type { PersonField, PersonView } from '#libs/contracts';
import { useDesk } from '../../app/desk.ts';
import { codeOf, showFailure } from '../../app/toasts.ts';
import { t } from '../../i18n/index.ts';
import type { ConversationStore } from '../../timeline/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogButtons } from '../../ui/dialog-buttons.tsx';
import { ChooseValues } from '../choose-values.tsx';
import { contestsOf, titleOf } from './fields.ts';

interface Props {
  store: ConversationStore;
  person: PersonView;
  /** Who is gone afterwards. */
  other: PersonView;
  onShut: () => void;
}

const SIDES = { one: 'this', two: 'other' } as const;

/** Asks which values stay, then makes two persons one. */
export function MergeDialog({ store, person, other, onShut }: Props) {
  const { people } = useDesk();
  const chosen = useSignal<Partial<Record<PersonField, 'one' | 'two'>>>({});
  const busy = useSignal(false);
  const contests = contestsOf(person, other);
  const merge = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    try {
      const keep = Object.fromEntries(
        Object.entries(chosen.peek()).map(([field, side]) => [field, SIDES[side]]),
      ) as Partial<Record<PersonField, 'this' | 'other'>>;
      const { version } = person;
      await people.merge(person.id, { version, otherId: other.id, otherVersion: other.version, keep });
      onShut();
    } catch (error) {
      showFailure(error);
      if (codeOf(error) === 'stale_version') onShut();
    } finally {
      busy.value = false;
      await store.readVisitor().catch(() => undefined);
    }
  };
  return (
    <Dialog title={t('mergeTitle', { one: titleOf(person), two: titleOf(other) })} onCancel={onShut}>
      <form onSubmit={merge}>
        <p>{t('mergeText')}</p>
        {contests.length > 0 && (
          <ChooseValues
            contests={contests}
            names={{ one: t('mergeThis'), two: t('mergeOther') }}
            chosen={chosen.value}
            onChoose={(field, side) => {
              chosen.value = { ...chosen.peek(), [field]: side };
            }}
          />
        )}
        <DialogButtons
          submit={t('mergePersons')}
          testId="merge-confirm"
          disabled={busy.value || contests.some(({ field }) => chosen.value[field] === undefined)}
          onCancel={onShut}
        />
      </form>
    </Dialog>
  );
}
