import { useDesk } from '../app/desk.ts';
import { showFailure } from '../app/toasts.ts';
import { t } from '../i18n/index.ts';
import { mustInstall } from './device.ts';

/** The question of the first visit. The browser asks only after a yes. */
export function NotificationsCard() {
  const { notifications } = useDesk();
  const install = mustInstall();
  if (!notifications.asks.value || (notifications.permission.value === 'missing' && !install)) return null;
  return (
    <section class="ask-card" aria-labelledby="ask-card-title" data-testid="notifications-card">
      <h2 id="ask-card-title">{t('notificationsAskTitle')}</h2>
      <p>{t(install ? 'notificationsAskInstall' : 'notificationsAskWhy')}</p>
      <div class="ask-card-answers">
        <button type="button" class="button" data-testid="notifications-later" onClick={notifications.notNow}>
          {t('notificationsNotNow')}
        </button>
        {!install && (
          <button
            type="button"
            class="button button-main"
            data-testid="notifications-allow"
            onClick={() => notifications.allow().catch(showFailure)}
          >
            {t('notificationsAllow')}
          </button>
        )}
      </div>
    </section>
  );
}
