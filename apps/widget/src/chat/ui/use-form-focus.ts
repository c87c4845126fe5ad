import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/**
 * A new form takes the focus of a visitor who is in the chat and not in the middle of something: it comes from the
 * window itself, or from the field while nothing is written in it.
 */
export function useFormFocus(form: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const active = (form.current?.getRootNode() as ShadowRoot | undefined)?.activeElement;
    const idle = active?.matches('.panel') || (active?.matches('.field') && (active as HTMLInputElement).value === '');
    if (idle) form.current?.querySelector<HTMLElement>('button, input:not([hidden])')?.focus();
  }, []);
}
