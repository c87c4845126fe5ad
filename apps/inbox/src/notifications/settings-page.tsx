import { ArrowLeft } from 'lucide';
import type { NotificationChanges, NotificationPreferences } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { addressOf } from '../app/route.ts';
import { showFailure } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';

const EVENTS: readonly (keyof NotificationPreferences['events'])[] = [
  'waiting',
  'returned',
  'assigned',
  'message',
  'mention',
];

/** What I am told, how, and when it is quiet. Every change is kept at once. */
export function NotificationsPage() {
  const { notifications } = useDesk();
  const preferences = notifications.preferences.value.value;
  const change = (changes: NotificationChanges) => {
    notifications.preferences.change(changes).catch(showFailure);
  };
  return (
    <main class="notify-page" data-testid="notifications-page">
      <header>
        <a
          class="button-plain"
          href={addressOf({ page: 'inbox', folder: 'unassigned', sessionId: null })}
          aria-label={t('back')}
          title={t('back')}
        >
          <Icon of={ArrowLeft} size={20} />
        </a>
        <h1>{t('notifications')}</h1>
      </header>
      {preferences && (
        <>
          <Device />
          <fieldset>
            <legend>{t('notifyWhat')}</legend>
            {EVENTS.map((kind) => (
              <Tick
                key={kind}
                name={`event-${kind}`}
                label={t(`notifyWhen_${kind}`)}
                on={preferences.events[kind]}
                turn={(on) => change({ events: { [kind]: on } })}
              />
            ))}
          </fieldset>
          <fieldset>
            <legend>{t('notifyHow')}</legend>
            <Tick name="sound" label={t('notifySound')} on={preferences.sound} turn={(sound) => change({ sound })} />
            <Tick
              name="words"
              label={t('notifyWords')}
              on={preferences.showWords}
              turn={(showWords) => change({ showWords })}
            />
            <p class="muted">{t('notifyWordsHint')}</p>
          </fieldset>
          <Quiet quiet={preferences.quiet} set={(quiet) => change({ quiet })} />
        </>
      )}
    </main>
  );
}

interface TickProps {
  name: string;
  label: string;
  on: boolean;
  turn: (on: boolean) => void;
}

const Tick = ({ name, label, on, turn }: TickProps) => (
  <label class="notify-tick">
    <input
      type="checkbox"
      data-testid={`notify-${name}`}
      checked={on}
      onChange={(event) => turn(event.currentTarget.checked)}
    />
    <span>{label}</span>
  </label>
);

function Device() {
  const { notifications } = useDesk();
  const permission = notifications.permission.value;
  if (permission === 'missing') return <p class="muted">{t('notificationsAskInstall')}</p>;
  const state = notifications.pushed.value ? 'push' : permission;
  return (
    <fieldset>
      <legend>{t('notifyDevice')}</legend>
      <p data-testid="notify-device">{t(`notifyDevice_${state}`)}</p>
      {notifications.mayAllow.value && (
        <div>
          <button
            type="button"
            class="button button-main"
            data-testid="notify-allow"
            onClick={() => notifications.allow().catch(showFailure)}
          >
            {t('notificationsAllow')}
          </button>
        </div>
      )}
    </fieldset>
  );
}

type QuietHours = NotificationPreferences['quiet'];

function Quiet({ quiet, set }: { quiet: QuietHours; set: (quiet: QuietHours) => void }) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const shown = quiet ?? { from: '20:00', to: '08:00', timeZone };
  const edge = (name: 'from' | 'to') => (
    <label class="field">
      <span>{t(name === 'from' ? 'notifyFrom' : 'notifyTo')}</span>
      <input
        type="time"
        data-testid={`notify-quiet-${name}`}
        value={shown[name]}
        onChange={({ currentTarget: { value } }) => value !== '' && set({ ...shown, [name]: value, timeZone })}
      />
    </label>
  );
  return (
    <fieldset>
      <legend>{t('notifyQuiet')}</legend>
      <Tick name="quiet" label={t('notifyQuietOn')} on={quiet !== null} turn={(on) => set(on ? shown : null)} />
      {quiet && (
        <div class="notify-hours">
          {edge('from')}
          {edge('to')}
        </div>
      )}
      <p class="muted">{t('notifyQuietHint', { zone: shown.timeZone })}</p>
    </fieldset>
  );
}
