import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { AgentView, NotificationsChanged } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import type { Connection } from '../api/connection.ts';
import { readSetting, writeSetting } from '../app/settings.ts';
import { t } from '../i18n/index.ts';
import { permissionNow, readyToShow, show, showBadge, standingSubscription, subscribe, takeBack } from './device.ts';
import { PreferencesStore } from './preferences.ts';
import { Ringer } from './ringer.ts';
import { forgetShown, takeUnshown } from './shown.ts';
import { applied, isReadByLooking, showables, somebodyCalls, type UnreadMap } from './unread.ts';

/** Shown at once where there is more: the list and the badge tell the rest. */
const MOST_SHOWN = 3;

interface Surroundings {
  api: Api;
  connection: Connection;
  me: ReadonlySignal<AgentView>;
  /** The conversation that is open, where one is. */
  open: () => string | null;
}

/**
 * What the agent is told. The server tells what is unread, all of it on connect and then every change, in order:
 * sound, badge and notifications follow from that and from nothing else.
 */
export class NotificationsStore {
  readonly preferences: PreferencesStore;
  readonly unread = signal<UnreadMap>(new Map());
  readonly permission = signal(permissionNow());
  /** This device is reached with the inbox closed. */
  readonly pushed = signal(false);
  readonly muted = signal(readSetting('muted') === 'yes');
  readonly ringer = new Ringer();
  /** The first visit: nobody has answered here yet. */
  readonly asks = computed(
    () => this.#answer.value === null && this.permission.value !== 'denied' && this.preferences.value.value !== null,
  );

  /** There is something left to be allowed on this device. */
  readonly mayAllow = computed(
    () => this.permission.value === 'default' || (this.permission.value === 'granted' && this.#answer.value !== 'yes'),
  );

  readonly #around: Surroundings;
  readonly #answer = signal(readSetting('notifications'));
  readonly #endings: (() => void)[] = [];
  #signedOut = false;
  #sightTold = '';

  constructor(around: Surroundings) {
    this.#around = around;
    const { connection, me } = around;
    this.preferences = new PreferencesStore(around.api);
    connection.on('notifications:changed', (news) => this.#told(news));
    this.#endings.push(effect(() => showBadge(this.unread.value.size)));
    this.#endings.push(
      effect(() => {
        const wished = me.value.switchedOn && this.preferences.value.value?.sound === true && !this.muted.value;
        // who is cut off does not know whether somebody still waits
        this.ringer.ring(wished && connection.state.value === 'connected' && somebodyCalls(this.unread.value));
      }),
    );
    this.#endings.push(
      effect(() => {
        if (this.preferences.pushKey.value && this.#answer.value === 'yes')
          void this.#subscribe().catch(() => undefined);
      }),
    );
    const seen = () => this.tellSight();
    for (const event of ['visibilitychange', 'freeze', 'resume']) {
      document.addEventListener(event, seen);
      this.#endings.push(() => document.removeEventListener(event, seen));
    }
  }

  /** Called on waking and every 30 s. */
  refresh(): void {
    this.permission.value = permissionNow();
    this.preferences.refresh();
  }

  connected(connected: boolean): void {
    if (!connected) return;
    this.tellSight({ again: true });
    this.refresh();
  }

  /** What the agent has before them. */
  sight = () => ({ visible: document.visibilityState === 'visible', sessionId: this.#around.open() });

  /** What is open and in sight is read: here, in other tabs and on other devices. */
  tellSight({ again = false } = {}): void {
    const sight = this.sight();
    const told = JSON.stringify(sight);
    if (told === this.#sightTold && !again) return;
    this.#sightTold = told;
    this.#around.connection.ask('sight', sight).catch(() => {
      this.#sightTold = '';
    });
  }

  /** After a click: browsers ask only then. */
  allow = async (): Promise<void> => {
    if (permissionNow() === 'default') await Notification.requestPermission();
    this.permission.value = permissionNow();
    this.#answered('yes');
    await this.#subscribe();
    void this.#show().catch(() => undefined);
  };

  notNow = (): void => this.#answered('later');

  mute = (muted: boolean): void => {
    this.muted.value = muted;
    writeSetting('muted', muted ? 'yes' : null);
  };

  /** This device tells the agent nothing more. */
  signOut(): void {
    this.#signedOut = true;
    void standingSubscription()
      .then((subscription) => subscription && this.#unsubscribe(subscription))
      .catch(() => undefined);
  }

  dispose(): void {
    for (const end of this.#endings) end();
    this.preferences.dispose();
    this.ringer.dispose();
    void takeBack(() => true);
    forgetShown();
    showBadge(0);
  }

  #answered(answer: 'yes' | 'later'): void {
    this.#answer.value = answer;
    writeSetting('notifications', answer);
  }

  #told(news: NotificationsChanged): void {
    const before = this.unread.peek();
    this.unread.value = applied(before, news);
    const isOver = (sessionId: string) => !this.unread.peek().has(sessionId);
    // told everything, it is known of whatever was pushed, too
    if (news.all || [...before.keys()].some(isOver)) void takeBack((id) => isOver(id) && (news.all || before.has(id)));
    const open = this.#openInSight();
    if (open !== null && isReadByLooking(this.unread.peek().get(open))) this.tellSight({ again: true });
    void this.#show().catch(() => undefined);
  }

  #openInSight(): string | null {
    const { visible, sessionId } = this.sight();
    return visible ? sessionId : null;
  }

  /** Whatever tabs show and none has shown, however it was heard of; not what is before the agent. */
  async #show(): Promise<void> {
    if (permissionNow() !== 'granted') return;
    // a tab that cannot show yet leaves it to one that can
    const screen = await readyToShow();
    const candidates = showables(this.unread.peek());
    const mine = await takeUnshown(candidates.map(({ key }) => key));
    const open = this.#openInSight();
    const toShow = candidates.filter(({ key, sessionId }) => mine.has(key) && sessionId !== open);
    for (const { sessionId, kind, words } of toShow.slice(-MOST_SHOWN)) {
      const body = [words?.name, words?.text].filter((part) => typeof part === 'string').join(': ');
      await show(screen, { sessionId, title: t(`notify_${kind}`), body });
      // seen while it was on its way
      if (!this.unread.peek().has(sessionId)) await takeBack((id) => id === sessionId);
    }
  }

  async #subscribe(): Promise<void> {
    const key = this.preferences.pushKey.peek();
    if (!key || permissionNow() !== 'granted') return;
    const subscription = await subscribe(key);
    if (!subscription) return;
    const { endpoint, keys } = subscription.toJSON();
    if (!this.#signedOut) await this.#around.api.call('POST', '/me/push-subscriptions', { endpoint, keys });
    // signing out may come while it is under way
    if (this.#signedOut) await this.#unsubscribe(subscription);
    else this.pushed.value = true;
  }

  async #unsubscribe(subscription: PushSubscription): Promise<void> {
    const { endpoint } = subscription;
    await Promise.allSettled([
      this.#around.api.call('DELETE', '/me/push-subscriptions', { endpoint }),
      subscription.unsubscribe(),
    ]);
  }
}
