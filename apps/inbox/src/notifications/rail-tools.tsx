import { Bell, Volume2, VolumeX } from 'lucide';
import { useDesk } from '../app/desk.ts';
import { addressOf } from '../app/route.ts';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';

/** To the settings of notifications, and the sound's switch. */
export function NotificationTools() {
  const { notifications } = useDesk();
  const muted = notifications.muted.value;
  const sound = notifications.ringer.state.value;
  const words = t(muted ? 'soundUnmute' : 'soundMute');
  return (
    <>
      <a
        class="button-plain"
        data-testid="notifications"
        href={addressOf({ page: 'notifications' })}
        aria-label={t('notifications')}
        title={t('notifications')}
      >
        <Icon of={Bell} size={16} />
      </a>
      <button
        type="button"
        class="button-plain sound"
        data-testid="sound"
        data-sound={sound}
        aria-pressed={muted}
        aria-label={words}
        title={sound === 'blocked' ? t('soundBlocked') : words}
        onClick={() => notifications.mute(!muted)}
      >
        <Icon of={muted ? VolumeX : Volume2} size={16} />
      </button>
    </>
  );
}
