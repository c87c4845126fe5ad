import { useSignal } from '@preact/signals';
import { type IconNode, LogOut, MonitorX } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { signOut } from '../app/identity.ts';
import { wouldLose } from '../app/unsaved.ts';
import { type TextKey, t } from '../i18n/index.ts';
import { areDraftsHere } from '../timeline/drafts.ts';
import { keptHere } from '../timeline/shelf.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Icon } from '../ui/icon.tsx';

/** Here, or on all devices. */
type Where = 'here' | 'everywhere';

const WAYS: Record<Where, { icon: IconNode; label: TextKey; title: TextKey; testId: string; confirmTestId: string }> = {
  everywhere: {
    icon: MonitorX,
    label: 'logOutEverywhere',
    title: 'logOutEverywhereTitle',
    testId: 'log-out-everywhere',
    confirmTestId: 'log-out-confirm',
  },
  here: {
    icon: LogOut,
    label: 'signOut',
    title: 'signOutUnsentTitle',
    testId: 'sign-out',
    confirmTestId: 'sign-out-confirm',
  },
};

/** Whoever signs out leaves no words behind. */
const forgetsWords = (): boolean => keptHere().length > 0 || areDraftsHere() || wouldLose.peek();

/** Ends the sign-in here, after asking where words would be lost, or on all devices, after asking. */
export function SignOut() {
  const { api } = useDesk();
  const asking = useSignal<{ where: Where; texts: TextKey[] } | null>(null);
  const cancel = () => {
    asking.value = null;
  };
  const ask = (where: Where) => {
    const texts: TextKey[] = [
      ...(where === 'everywhere' ? (['logOutEverywhereText'] as const) : []),
      ...(forgetsWords() ? (['signOutUnsentText'] as const) : []),
    ];
    if (texts.length > 0) asking.value = { where, texts };
    else signOut();
  };
  const leave = async (where: Where) => {
    if (where === 'everywhere') await api.logOutEverywhere();
    signOut();
  };
  const question = asking.value;
  return (
    <>
      {(['everywhere', 'here'] as const).map((where) => {
        const { icon, label, testId } = WAYS[where];
        return (
          <button
            key={where}
            type="button"
            class="button-plain"
            data-testid={testId}
            title={t(label)}
            aria-label={t(label)}
            onClick={() => ask(where)}
          >
            <Icon of={icon} size={16} />
          </button>
        );
      })}
      {question && (
        <ConfirmDialog
          title={t(WAYS[question.where].title)}
          confirm={t(WAYS[question.where].label)}
          testId={WAYS[question.where].confirmTestId}
          onConfirm={() => leave(question.where)}
          onCancel={cancel}
        >
          {question.texts.map((text) => t(text)).join(' ')}
        </ConfirmDialog>
      )}
    </>
  );
}
