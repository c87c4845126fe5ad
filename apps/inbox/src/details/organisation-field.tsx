import { useDesk } from '../app/desk.ts';
import { Combobox } from '../ui/combobox.tsx';

interface Props {
  id: string;
  testId: string;
  value: string;
  disabled?: boolean;
  onInput: (name: string) => void;
}

/** An organisation by its name: one that is known is offered, another one is made when it is saved. */
export function OrganisationField({ onInput, ...field }: Props) {
  const { people } = useDesk();
  return (
    <Combobox
      {...field}
      most={200}
      search={async (text) =>
        (await people.searchOrganisations(text)).map(({ id, name }) => ({ id, label: name, value: name }))
      }
      onInput={onInput}
      onChoose={onInput}
    />
  );
}
