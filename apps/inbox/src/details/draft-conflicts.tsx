import { type TextKey, t } from '../i18n/index.ts';
import { ChooseValues } from './choose-values.tsx';
import type { SharedDraft } from './shared-draft.ts';

interface Props<T extends object> {
  draft: SharedDraft<T>;
  title: string;
  labels: Readonly<Record<keyof T, TextKey>>;
  testId: string;
}

/** The fields that somebody else changed as well, each to be decided; nothing while there are none. */
export function DraftConflicts<T extends object>({ draft, title, labels, testId }: Props<T>) {
  const contests = draft.conflicts.value.map(({ field, theirs, mine }) => ({
    field: field as keyof T & string,
    label: t(labels[field]),
    one: String(theirs),
    two: String(mine),
  }));
  if (contests.length === 0) return null;
  return (
    <section class="stale" role="alert" data-testid={testId}>
      <strong>{title}</strong>
      <ChooseValues
        contests={contests}
        names={{ one: t('staleTheirs'), two: t('staleYours') }}
        chosen={draft.chosen.value}
        onChoose={(field, side) => draft.choose(field, side)}
      />
    </section>
  );
}
