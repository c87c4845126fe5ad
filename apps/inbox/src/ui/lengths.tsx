import type { RefObject } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { count } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { isTooLong, lengthOf } from './length.ts';

const wordsFor = (text: string, most: number): string =>
  t('tooLong', { length: count(lengthOf(text)), most: count(most) });

/** Says that a text is too long, and how long it is; nothing while it fits. */
export function TooLong({ text, most, id }: { text: string; most: number; id?: string }) {
  if (!isTooLong(text, most)) return null;
  return (
    <em id={id} class="field-wrong" role="alert" data-testid="too-long">
      {wordsFor(text, most)}
    </em>
  );
}

interface Limited<E extends HTMLElement> {
  value: string;
  /** Characters. More are kept as they were typed or pasted, and refused: what is cut off is lost unseen. */
  most: number;
  onInput: (text: string) => void;
  field?: RefObject<E | null>;
  id?: string;
  class?: string;
  dir?: 'auto';
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  autocomplete?: 'off' | 'new-password';
  'data-testid'?: string;
  'aria-label'?: string;
  'aria-invalid'?: boolean;
}

interface LineProps extends Limited<HTMLInputElement> {
  type?: 'text' | 'email' | 'tel' | 'password';
  inputMode?: 'email' | 'tel' | undefined;
  minLength?: number;
}

interface LinesProps extends Limited<HTMLTextAreaElement> {
  rows: number;
}

/** What a field of limited length needs: its form cannot be sent while it holds too much. */
export function useLimit<E extends HTMLInputElement | HTMLTextAreaElement>(
  text: string,
  most: number,
  given?: RefObject<E | null>,
) {
  const own = useRef<E>(null);
  const field = given ?? own;
  const id = useId();
  const refusal = isTooLong(text, most) ? wordsFor(text, most) : '';
  useLayoutEffect(() => field.current?.setCustomValidity(refusal), [refusal]);
  return {
    attributes: { ref: field, ...(refusal && { 'aria-invalid': true, 'aria-describedby': id }) },
    said: <TooLong id={id} text={text} most={most} />,
  };
}

/** A field for one line. */
export function Line({ most, value, onInput, field, type = 'text', ...attributes }: LineProps) {
  const limit = useLimit(value, most, field);
  return (
    <>
      <input
        // preact's types have an input of each kind and none of several
        type={type as 'text'}
        {...attributes}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...limit.attributes}
      />
      {limit.said}
    </>
  );
}

/** A field for several lines. */
export function Lines({ most, value, onInput, field, ...attributes }: LinesProps) {
  const limit = useLimit(value, most, field);
  return (
    <>
      <textarea
        {...attributes}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...limit.attributes}
      />
      {limit.said}
    </>
  );
}
