import { useSignal } from '@preact/signals';
import { useDesk } from '../app/desk.ts';
import { showFailure } from '../app/toasts.ts';
import type { ConversationStore } from '../timeline/store.ts';

/**
 * Runs commands on the conversation; a refusal is shown in words, and what has changed meanwhile is read.
 *
 * @returns `busy`, and `run`, which answers whether it was done
 */
export function useCommand(store: ConversationStore) {
  const desk = useDesk();
  const busy = useSignal(false);
  const run = async (command: () => Promise<void>, about: Parameters<typeof showFailure>[1] = {}): Promise<boolean> => {
    busy.value = true;
    try {
      await command();
      return true;
    } catch (error) {
      showFailure(error, about);
      store.refresh();
      desk.folders.refresh();
      return false;
    } finally {
      busy.value = false;
    }
  };
  return { busy: busy.value, run };
}
