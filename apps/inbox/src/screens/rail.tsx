import { Activity, CheckCheck, type IconNode, Inbox, MessageSquare, Users, Workflow } from 'lucide';
import type { Folder } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { go, isAdminPage, isLeadPage, route } from '../app/route.ts';
import { showFailure } from '../app/toasts.ts';
import { countText } from '../folders/placement.ts';
import { t } from '../i18n/index.ts';
import { shortcut } from '../keys/shortcuts.ts';
import { NotificationTools } from '../notifications/rail-tools.tsx';
import { FOLDERS } from '../protocol.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { Logo } from '../ui/logo.tsx';
import { DeskMenu } from './desk-menu.tsx';
import { RailMore } from './rail-more.tsx';
import { SavedViews } from './saved-views.tsx';
import { SignOut } from './sign-out.tsx';

const ICONS: Record<Folder, IconNode> = {
  unassigned: Inbox,
  mine: MessageSquare,
  others: Users,
  closed: CheckCheck,
};

/** Folders with their counts, and at the bottom who is signed in with the availability switch. */
export function Rail() {
  const { me } = useDesk();
  return (
    <aside class="rail">
      <div class="rail-brand">
        <Logo />
        <strong>{t('appName')}</strong>
      </div>
      <nav class="rail-nav" aria-label={t('folders')}>
        {FOLDERS.map((folder) => (
          <FolderLink key={folder} folder={folder} />
        ))}
        {me.value.role !== 'agent' && (
          <button
            type="button"
            class="rail-link rail-link-apart"
            data-testid="lead"
            aria-current={isLeadPage(route.value) ? 'page' : undefined}
            onClick={() => go({ page: 'live' })}
          >
            <Icon of={Activity} />
            <span class="rail-long">{t('lead')}</span>
            <span class="rail-short">{t('leadShort')}</span>
          </button>
        )}
        {me.value.role === 'admin' && (
          <button
            type="button"
            class="rail-link"
            data-testid="playbooks"
            aria-current={isAdminPage(route.value) ? 'page' : undefined}
            onClick={() => go({ page: 'playbooks', playbookId: null, tab: 'overview' })}
          >
            <Icon of={Workflow} />
            <span class="rail-long">{t('playbooks')}</span>
            <span class="rail-short">{t('playbooks')}</span>
          </button>
        )}
        <RailMore />
      </nav>
      <div class="rail-views">
        <SavedViews />
      </div>
      <Profile />
    </aside>
  );
}

function FolderLink({ folder }: { folder: Folder }) {
  const { folders } = useDesk();
  const to = route.value;
  const count = folders.state.value.counts[folder];
  const unread = folder === 'mine' ? folders.unread.value : 0;
  return (
    <button
      type="button"
      class="rail-link rail-folder"
      data-testid={`folder-${folder}`}
      aria-current={to.page === 'inbox' && to.folder === folder ? 'page' : undefined}
      aria-label={`${t(`folder_${folder}`)}: ${countText(folder, count)}`}
      {...shortcut(folder)}
      onClick={() => go({ page: 'inbox', folder, sessionId: null })}
    >
      <Icon of={ICONS[folder]} />
      <span class="rail-long">{t(`folder_${folder}`)}</span>
      <span class="rail-short">{t(`folderShort_${folder}`)}</span>
      {unread > 0 && <span class="dot" role="img" aria-label={t('unreadIn')} data-testid="mine-unread" />}
      <span
        class={`count ${folder === 'unassigned' && count > 0 ? 'count-waiting' : ''}`}
        data-testid={`folder-${folder}-count`}
      >
        {countText(folder, count)}
      </span>
    </button>
  );
}

function Profile() {
  const desk = useDesk();
  const me = desk.me.value;
  const turn = (on: boolean) => {
    desk.setSwitch(on).catch(showFailure);
  };
  return (
    <div class="rail-profile">
      <div class="profile-row">
        <span class={`profile-face is-${me.availability}`}>
          <Avatar id={me.id} name={me.name} />
        </span>
        <div class="profile-words">
          <strong data-testid="my-name">{me.name}</strong>
          <span class="muted" data-testid="my-availability">
            {t(`availability_${me.availability}`)}
          </span>
        </div>
        <button
          type="button"
          role="switch"
          class="switch"
          data-testid="switch-online"
          {...shortcut('online')}
          aria-checked={me.switchedOn}
          aria-label={t('availabilitySwitch')}
          title={t(me.switchedOn ? 'switchOn' : 'switchOff')}
          onClick={() => turn(!me.switchedOn)}
        />
      </div>
      <div class="profile-tools">
        <LanguageSwitch />
        <NotificationTools />
        <DeskMenu />
        <SignOut />
      </div>
    </div>
  );
}
