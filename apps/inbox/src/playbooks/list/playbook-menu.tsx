import { useSignal } from '@preact/signals';
import { Archive, ArchiveRestore, Copy, EllipsisVertical, type IconNode } from 'lucide';
import type { PlaybookSummary } from '#libs/contracts';
import { go } from '../../app/route.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { NameDialog } from './name-dialog.tsx';

/** What can be done with a playbook as a whole. */
export function PlaybookMenu({ playbook: { id, name, archivedAt } }: { playbook: PlaybookSummary }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const duplicating = useSignal(false);
  const isArchived = archivedAt !== null;
  const putAway = () =>
    act(
      async () => {
        await (isArchived ? admin.api.unarchive(id) : admin.api.archive(id));
        await admin.follow();
      },
      t(isArchived ? 'wasUnarchived' : 'wasArchived', { name }),
    );
  const duplicate = async (copy: string) => {
    const isDone = await act(async () => {
      const { playbookId } = await admin.api.duplicate(id, copy);
      await admin.follow();
      go({ page: 'playbooks', playbookId, tab: 'editor' });
    });
    if (isDone) duplicating.value = false;
  };
  return (
    <>
      <Menu
        testId="playbook-menu"
        className="button button-icon"
        disabled={busy}
        label={
          <>
            <Icon of={EllipsisVertical} />
            <span class="unseen">{t('actsOn', { name })}</span>
          </>
        }
      >
        <Item
          icon={Copy}
          testId="playbook-duplicate"
          label={t('duplicate')}
          onChoose={() => {
            duplicating.value = true;
          }}
        />
        <Item
          icon={isArchived ? ArchiveRestore : Archive}
          testId={isArchived ? 'playbook-unarchive' : 'playbook-archive'}
          label={t(isArchived ? 'unarchive' : 'archive')}
          onChoose={() => void putAway()}
        />
      </Menu>
      {duplicating.value && (
        <NameDialog
          title={t('duplicateTitle', { name })}
          first={t('copyOf', { name })}
          submit={t('duplicate')}
          busy={busy}
          onSubmit={duplicate}
          onShut={() => {
            duplicating.value = false;
          }}
        />
      )}
    </>
  );
}

function Item({
  icon,
  label,
  testId,
  onChoose,
}: {
  icon: IconNode;
  label: string;
  testId: string;
  onChoose: () => void;
}) {
  return (
    <button type="button" role="menuitem" class="menu-item" data-testid={testId} onClick={onChoose}>
      <Icon of={icon} size={16} />
      {label}
    </button>
  );
}
