import { useSignal, useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { dismiss, lastToast, toasts } from '../app/toasts.ts';

interface Props {
  title: string;
  /** For forms that need the room. */
  wide?: boolean;
  onCancel: () => void;
  children: ComponentChildren;
}

/** Of dialogs in dialogs the inner one is read. */
const isOnTop = (dialog: HTMLDialogElement | null): boolean =>
  [...document.querySelectorAll('dialog[open]')].at(-1) === dialog;

/** A question that has to be answered first; Escape is "no". Shown as long as it is rendered. */
export function Dialog({ title, wide = false, onCancel, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const since = useRef(lastToast());
  const failure = useSignal('');
  // A toast lies below the dialog, where nobody reads it, nor hears of it.
  useSignalEffect(() => {
    const bad = toasts.value.findLast((toast) => toast.tone === 'bad' && toast.id > since.current);
    if (!bad || !isOnTop(dialog.current)) return;
    failure.value = bad.text;
    dismiss(bad.id);
  });
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      // The browser does not give it back from a dialog that is taken out of the page.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={id}>{title}</h2>
      {failure.value !== '' && (
        <p class="field-wrong" role="alert" data-testid="dialog-failure">
          {failure.value}
        </p>
      )}
      {children}
    </dialog>
  );
}
