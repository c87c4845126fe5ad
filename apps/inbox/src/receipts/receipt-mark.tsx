import { Check, CheckCheck } from 'lucide';
import type { Receipt } from '#libs/contracts';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';

/** How far what an agent said has come at the visitor's. */
export function ReceiptMark({ seq, theirs }: { seq: number; theirs: Receipt }) {
  const state = seq <= theirs.read ? 'read' : seq <= theirs.delivered ? 'delivered' : 'sent';
  return (
    <span class={`receipt receipt-${state}`} data-testid="receipt" data-state={state} title={t(`receipt_${state}`)}>
      <Icon of={state === 'sent' ? Check : CheckCheck} size={14} />
      <span class="unseen">{t(`receipt_${state}`)}</span>
    </span>
  );
}
