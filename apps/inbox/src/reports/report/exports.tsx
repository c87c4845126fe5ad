import { useSignal } from '@preact/signals';
import { Download } from 'lucide';
import { showFailure } from '../../app/toasts.ts';
import { Icon } from '../../ui/icon.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useLead } from '../lead-desk.ts';
import { t } from '../texts/index.ts';
import type { ReportStore } from './store.ts';

/** What is looked at, as files for a spreadsheet. */
export function Exports({ store }: { store: ReportStore }) {
  const { api } = useLead();
  const busy = useSignal(false);
  const save = async (name: string, read: () => Promise<Blob>) => {
    const { from, to } = store.period.peek();
    busy.value = true;
    try {
      saveFile(await read(), `${name}-${from}-${to}.csv`);
    } catch (error) {
      showFailure(error);
    } finally {
      busy.value = false;
    }
  };
  const off = busy.value || store.wrong.value !== null;
  const reportCsv = () => api.reportCsv(store.period.peek(), store.by.peek());
  return (
    <div class="lead-acts">
      <button
        type="button"
        class="button"
        data-testid="export-report"
        disabled={off}
        onClick={() => void save(`report-by-${store.by.peek()}`, reportCsv)}
      >
        <Icon of={Download} size={16} />
        {t('exportReport')}
      </button>
      <button
        type="button"
        class="button"
        data-testid="export-conversations"
        disabled={off}
        onClick={() => void save('conversations', () => api.conversationsCsv(store.period.peek()))}
      >
        <Icon of={Download} size={16} />
        {t('exportConversations')}
      </button>
    </div>
  );
}
