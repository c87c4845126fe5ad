import { useId } from 'preact/hooks';
import type { PersonField } from '#libs/contracts';
import { t } from '../../i18n/index.ts';
import { Line, Lines } from '../../ui/lengths.tsx';
import { OrganisationField } from '../organisation-field.tsx';
import { LABELS, LENGTHS, PERSON_FIELDS, type PersonDraft } from './fields.ts';

const KEYBOARDS: Partial<Record<PersonField, 'email' | 'tel'>> = { email: 'email', phone: 'tel' };

interface Props {
  draft: PersonDraft;
  onInput: (field: PersonField, text: string) => void;
}

/** The fields of a person's form. */
export function PersonInputs({ draft, onInput }: Props) {
  const id = useId();
  return (
    <>
      {PERSON_FIELDS.map((field) => {
        const shared = {
          id: `${id}-${field}`,
          'data-testid': `person-${field}`,
          dir: 'auto' as const,
          autocomplete: 'off' as const,
          most: LENGTHS[field],
          value: draft[field],
          onInput: (text: string) => onInput(field, text),
        };
        return (
          <div key={field} class="field">
            <label for={`${id}-${field}`}>{t(LABELS[field])}</label>
            {field === 'organisation' ? (
              <OrganisationField
                id={`${id}-${field}`}
                testId="person-organisation"
                value={draft.organisation}
                onInput={(text) => onInput('organisation', text)}
              />
            ) : field === 'note' ? (
              <Lines rows={2} {...shared} />
            ) : (
              <Line inputMode={KEYBOARDS[field]} {...shared} />
            )}
          </div>
        );
      })}
    </>
  );
}
