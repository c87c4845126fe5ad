import { computed, effect, type ReadonlySignal, untracked } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { AgentView } from '#libs/contracts';
import { Api } from '../api/api.ts';
import { Connection } from '../api/connection.ts';
import { PeopleApi } from '../api/people.ts';
import { CannedStore } from '../canned/store.ts';
import { FoldersStore } from '../folders/store.ts';
import { NotificationsStore } from '../notifications/store.ts';
import { OffersStore } from '../offers/store.ts';
import { SavedViewsStore } from '../saved-views/store.ts';
import { SearchStore } from '../search/store.ts';
import { ConversationStores } from '../timeline/stores.ts';
import { Agents } from './agents.ts';
import { filtersOf, go, route, sessionOf } from './route.ts';
import { guard } from './unsaved.ts';

/** Snapshots are read again this often, whatever else happens. */
const REFRESH_MS = 30_000;

/** Everything a signed-in agent works with. Lives from sign-in to sign-out. */
export class Desk {
  readonly api: Api;
  readonly connection: Connection;
  readonly agents: ReadonlySignal<readonly AgentView[]>;
  /** The signed-in agent as the server last said. */
  readonly me: ReadonlySignal<AgentView>;
  readonly canned: CannedStore;
  readonly people: PeopleApi;
  readonly folders: FoldersStore;
  readonly offers: OffersStore;
  readonly conversations: ConversationStores;
  readonly notifications: NotificationsStore;
  readonly search: SearchStore;
  readonly savedViews: SavedViewsStore;
  readonly #agents: Agents;
  readonly #endings: (() => void)[] = [];

  constructor(token: string, me: AgentView, onSignedOut: () => void) {
    this.api = new Api(token, onSignedOut);
    this.people = new PeopleApi(this.api);
    this.connection = new Connection(token, onSignedOut);
    this.#agents = new Agents(this.api);
    this.agents = this.#agents.list;
    this.me = computed(() => this.agents.value.find(({ id }) => id === me.id) ?? me);
    this.canned = new CannedStore(this.api);
    this.folders = new FoldersStore(this.api, me.id);
    this.search = new SearchStore(this.api);
    this.savedViews = new SavedViewsStore(this.api);
    this.offers = new OffersStore(this.api);
    this.conversations = new ConversationStores(
      this.api,
      this.connection,
      (conversation) => this.folders.placed(conversation),
      me.id,
    );
    this.notifications = new NotificationsStore({
      api: this.api,
      connection: this.connection,
      me: this.me,
      open: () => sessionOf(route.peek()),
    });
    this.connection.on('agents:changed', ({ agents }) => this.#agents.told(agents));
    this.connection.on('conversations:changed', ({ sessionIds }) => {
      this.folders.changed();
      this.search.changed(sessionIds);
      this.offers.changed();
      this.conversations.open.peek()?.detailChanged(sessionIds);
    });
    this.connection.on('entry:new', ({ sessionId, entry }) => this.conversations.receive(sessionId, entry));
    this.connection.on('viewers', ({ sessionId, agentIds }) => this.conversations.viewers(sessionId, agentIds));
    this.connection.on('receipt', ({ sessionId, ...theirs }) => this.conversations.receipt(sessionId, theirs));
    // read elsewhere, it is unread nowhere
    this.connection.on('seen', ({ sessionId, read }) => this.folders.seen(sessionId, read));
    this.connection.on('typing', ({ sessionId, on, by }) => this.conversations.typing(sessionId, on, by));

    this.#endings.push(effect(() => this.#followRoute()));
    this.#endings.push(effect(() => this.#followConnection()));
    this.#endings.push(effect(() => this.#followSeen()));
    const timer = setInterval(() => this.#refresh(), REFRESH_MS);
    const woken = () => {
      if (document.visibilityState === 'visible') {
        // a connection that broke in the background is often found out late
        this.connection.wake(this.notifications.sight());
        this.#refresh();
      }
    };
    document.addEventListener('visibilitychange', woken);
    addEventListener('pageshow', woken);
    addEventListener('online', woken);
    this.#endings.push(() => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', woken);
      removeEventListener('pageshow', woken);
      removeEventListener('online', woken);
    });
    this.#endings.push(guard(this.conversations.wouldLose));
    this.folders.start();
    this.offers.start();
    // for the time before the socket tells them
    this.readAgents().catch(() => undefined);
    // without them the desk works: they are read again when one is changed
    this.savedViews.read().catch(() => undefined);
  }

  /** Has something done when this agent leaves. */
  atEnd(end: () => void): void {
    this.#endings.push(end);
  }

  /** Turns the switch; the list of agents is told by the server, here it follows at once. */
  setSwitch(on: boolean): Promise<void> {
    return this.#agents.turn(this.me.peek(), on, this.connection.state.peek() === 'connected');
  }

  /** Reads all agents anew: for changes that the socket does not tell. */
  readAgents(): Promise<void> {
    return this.#agents.read();
  }

  dispose(): void {
    for (const end of this.#endings) end();
    this.folders.stop();
    this.search.close();
    this.offers.stop();
    this.conversations.dispose();
    this.notifications.dispose();
    this.connection.close();
  }

  #refresh(): void {
    this.folders.refresh();
    this.offers.refresh();
    this.conversations.open.peek()?.refresh();
    this.notifications.refresh();
  }

  #followRoute(): void {
    const to = route.value;
    if (to.page === 'inbox' && to.folder === 'search') this.search.open(filtersOf(to));
    else this.search.close();
    if (to.page === 'inbox' && to.folder !== 'search') this.folders.show(to.folder, filtersOf(to));
    this.conversations.show(sessionOf(to));
    untracked(() => this.notifications.tellSight());
    const detail = this.conversations.open.value?.detail.value;
    if (to.page === 'link' && detail?.id === to.sessionId) {
      const folder = this.folders.folderOf(detail) ?? 'unassigned';
      go({ page: 'inbox', folder, sessionId: to.sessionId }, { replace: true });
    }
  }

  #followConnection(): void {
    const connected = this.connection.state.value === 'connected';
    this.conversations.connected(connected);
    untracked(() => this.notifications.connected(connected));
    if (!connected) return;
    this.folders.refresh();
    this.offers.refresh();
  }

  /** What was in sight counts as read, before the lists hear of it. */
  #followSeen(): void {
    const open = this.conversations.open.value;
    if (open) this.folders.seen(open.sessionId, open.sight.read.value);
  }
}

export const DeskContext = createContext<Desk | null>(null);

/** The desk of the signed-in agent; only below the signed-in screens. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('no desk: nobody is signed in here');
  return desk;
}
