import { useSignal } from '@preact/signals';
import { CallFailed } from '../../api/http.ts';
import { failureText, showToast } from '../../app/toasts.ts';
import { t } from '../texts/index.ts';

/** A refusal in words, with the first thing that is wrong where the server said so. */
export function failureWords(error: unknown): string {
  const first = error instanceof CallFailed ? error.errors[0] : undefined;
  const words = failureText(error);
  return first === undefined ? words : `${words}: ${first.message}`;
}

/**
 * Runs acts one at a time; a refusal is shown.
 *
 * @returns `busy`, and `act`, which answers whether it was done
 */
export function useAct() {
  const busy = useSignal(false);
  const act = async (what: () => Promise<unknown>, done?: string): Promise<boolean> => {
    if (busy.peek()) return false;
    busy.value = true;
    try {
      await what();
      if (done !== undefined) showToast('good', done);
      return true;
    } catch (error) {
      showToast('bad', failureWords(error));
      return false;
    } finally {
      busy.value = false;
    }
  };
  return { busy: busy.value, act };
}

/** When something happened and who did it. */
export const byWhom = (name: string | null): string => name ?? t('byProgram');
