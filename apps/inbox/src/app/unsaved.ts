import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Everything that may hold words which are nowhere else. */
const holders = signal<readonly ReadonlySignal<boolean>[]>([]);

/** Whether something would be lost if the page went away now. */
export const wouldLose = computed(() => holders.value.some((holder) => holder.value));

/** The browser asks in its own words. */
const ask = (event: BeforeUnloadEvent): void => event.preventDefault();

// Only while something would be lost: a question that always comes is answered unread.
effect(() => {
  if (!wouldLose.value) return;
  addEventListener('beforeunload', ask);
  return () => removeEventListener('beforeunload', ask);
});

/**
 * Has the browser ask before the page goes away while the signal is true.
 *
 * @returns ends that
 */
export function guard(holder: ReadonlySignal<boolean>): () => void {
  holders.value = [...holders.peek(), holder];
  return () => {
    holders.value = holders.peek().filter((other) => other !== holder);
  };
}

/** The same for a form, as long as it is shown: what it holds is gone with it. */
export function useUnsaved(isUnsaved: boolean): void {
  useEffect(() => (isUnsaved ? guard(signal(true)) : undefined), [isUnsaved]);
}
