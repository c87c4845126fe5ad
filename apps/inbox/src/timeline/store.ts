import { computed, effect, signal } from '@preact/signals';
import type { ConversationDetail, ConversationView, ConversationVisitor, EntryView, ResultKind } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import type { Connection } from '../api/connection.ts';
import { CallFailed } from '../api/http.ts';
import { PeopleApi } from '../api/people.ts';
import { inTurn } from '../app/in-turn.ts';
import { newest } from '../app/newest.ts';
import { Refresher } from '../app/refresher.ts';
import { DetailsForm } from '../details/store.ts';
import { Attachments } from '../files/attachments.ts';
import { isHidden, newId } from '../protocol.ts';
import { Sight } from '../receipts/sight.ts';
import type { Draft, DraftPlace } from './drafts.ts';
import type { Written } from './outbox.ts';
import { overtakenBy, transmit } from './post.ts';
import { applyEntries, EMPTY_TIMELINE, heardOf, isBehind, lastContiguous } from './reducer.ts';
import { Sender } from './sender.ts';
import type { Shelf } from './shelf.ts';
import { TypingSender } from './typing.ts';
import { Writing } from './writing.ts';

/** Hints about the detail within this time lead to one read. */
const GATHER_MS = 150;
/** Somebody's typing is forgotten when nothing more is heard of it. */
const TYPING_FADES_MS = 6_000;

/** What was read was overtaken by a command's answer or by another read. */
const isOlder = (read: ConversationDetail, known: ConversationDetail | null): boolean =>
  known !== null &&
  (read.epoch < known.epoch || read.lastSeq < known.lastSeq || read.detailsVersion < known.detailsVersion);

/** One conversation: its timeline, what is still to be sent, its detail, and what is being written. */
export class ConversationStore {
  readonly sessionId: string;
  readonly timeline = signal(EMPTY_TIMELINE);
  readonly detail = signal<ConversationDetail | null>(null);
  /** Who it is, and what is known of the visit. */
  readonly visitor = signal<ConversationVisitor | null>(null);
  /** Reads who it is anew. @throws CallFailed */
  readonly readVisitor: () => Promise<void>;
  readonly gone = signal(false);
  readonly typing = signal<'visitor' | 'agent' | null>(null);
  /** Ids of the agents who look at the conversation, oneself among them. */
  readonly viewers = signal<readonly string[]>([]);
  readonly writing: Writing;
  readonly sender: Sender;
  readonly form: DetailsForm;
  readonly typingSender: TypingSender;
  readonly attachments: Attachments;
  readonly sight: Sight;
  /** True until the timeline was read for the first time. */
  readonly loading = computed(() => !this.#wasRead.value && this.timeline.value.entries.length === 0);

  readonly #api: Api;
  readonly #connection: Connection;
  readonly #shelf: Shelf;
  readonly #stopKeeping: () => void;
  readonly #onConversation: (conversation: ConversationView) => void;
  readonly #wasRead = signal(false);
  readonly #catchUp = new Refresher(() => this.#readTimeline(), 0);
  readonly #detailRefresher = new Refresher(() => this.#readDetail(), GATHER_MS);
  /** What another tab wrote is not written again: it may have gone on meanwhile. */
  #following = false;
  #watched = false;
  #inView = false;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  /** `onConversation` hears every newer state of the conversation; `me` is the agent's id, whose the shelf is. */
  constructor(
    sessionId: string,
    api: Api,
    connection: Connection,
    onConversation: (conversation: ConversationView) => void,
    me: string,
    shelf: Shelf,
    draft: DraftPlace,
  ) {
    this.sessionId = sessionId;
    this.#shelf = shelf;
    this.#api = api;
    const people = new PeopleApi(api);
    this.readVisitor = newest(
      () => people.visitor(sessionId),
      (visitor) => {
        this.visitor.value = visitor;
      },
    );
    this.#connection = connection;
    this.#onConversation = onConversation;
    this.form = new DetailsForm(
      (version, details) => api.saveDetails(sessionId, version, details),
      () => this.#readDetail(),
    );
    this.sender = new Sender({
      transmit: (item) => transmit(connection, sessionId, item),
      overtakenBy: (item) => overtakenBy(connection, sessionId, item, me),
      onStored: (entry) => this.receive(entry),
      shelf: shelf.of(sessionId),
      inTurn: (work) => inTurn(`foyer-inbox-out-${sessionId}`, work),
    });
    this.attachments = new Attachments((file) => api.attach(sessionId, file));
    this.sight = new Sight(
      me,
      async (seen) => this.#watched && (await connection.ask('seen', { sessionId, ...seen })).ok,
    );
    this.typingSender = new TypingSender((on) => {
      // A hint: nobody misses it when it is lost.
      connection.ask('typing', { sessionId, on }).catch(() => undefined);
    });
    this.sender.connected(connection.state.peek() === 'connected');
    this.writing = new Writing(() => lastContiguous(this.timeline.peek()), draft.read());
    this.#stopKeeping = effect(() => {
      const begun = this.writing.draft();
      if (!this.#following) draft.write(begun);
    });
  }

  /** The conversation comes into view: it is watched, and read on from where it was left. */
  enter(): void {
    this.#inView = true;
    this.sight.looks();
    this.#catchUp.start();
    this.#detailRefresher.start();
  }

  leave(): void {
    this.#inView = false;
    this.typingSender.stop();
    this.sight.leaves();
    this.#catchUp.stop();
    this.#detailRefresher.stop();
    this.#setTyping(null);
    this.viewers.value = [];
    this.#unwatch();
  }

  dispose(): void {
    this.leave();
    this.#stopKeeping();
    this.sender.dispose();
  }

  /** True while something here is not yet safe at the server. */
  isBusy(): boolean {
    return (
      this.sender.outbox.peek().length > 0 ||
      this.writing.isBegun() ||
      this.attachments.list.peek().length > 0 ||
      this.form.dirty.peek()
    );
  }

  connected(connected: boolean): void {
    this.#watched = false;
    this.sender.connected(connected);
    if (connected) {
      this.attachments.againLost();
      this.refresh();
    } else {
      this.#setTyping(null);
      this.viewers.value = [];
    }
  }

  /** Reads everything that may have been missed; without effect while not in view. */
  refresh(): void {
    this.#catchUp.now();
    this.#detailRefresher.now();
  }

  detailChanged(sessionIds: readonly string[]): void {
    if (sessionIds.includes(this.sessionId)) this.#detailRefresher.soon();
  }

  receive(entry: EntryView): void {
    this.#apply([entry]);
    this.sight.came([entry]);
    if (isBehind(this.timeline.peek())) this.#catchUp.soon();
    if (isHidden(entry)) return;
    if (entry.author === 'visitor' && this.typing.peek() === 'visitor') this.#setTyping(null);
    if (entry.kind !== 'message' && entry.kind !== 'note') this.#detailRefresher.soon();
  }

  /** Another tab changed what is begun here. */
  draftChanged(before: Draft | null, now: Draft | null): void {
    this.#following = true;
    this.writing.follow(before, now);
    this.#following = false;
  }

  somebodyTypes(on: boolean, by: 'visitor' | 'agent'): void {
    this.#setTyping(on ? by : null);
  }

  /** @param text null: the message is deleted */
  async amend(seq: number, text: string | null): Promise<void> {
    const message = { sessionId: this.sessionId, clientId: newId(), seq };
    const answer = await (text === null
      ? this.#connection.ask('message:delete', message)
      : this.#connection.ask('message:edit', { ...message, text })
    ).catch(() => null);
    if (answer === null) throw new CallFailed('network');
    if (!answer.ok) throw new CallFailed(answer.problem.code);
    this.receive(answer.value.entry);
  }

  /** Answers false where it was not taken, since more waits already than this browser keeps. */
  send(written: Omit<Written, 'since'>): boolean {
    if (this.#shelf.isFull()) return false;
    this.typingSender.stop();
    this.sight.writes();
    this.sender.send({ ...written, since: lastContiguous(this.timeline.peek()) });
    return true;
  }

  assign = async (agentId: string): Promise<void> =>
    this.#moved((await this.#api.assign(this.sessionId, agentId)).conversation);

  reassign = async (agentId: string, note?: string): Promise<void> =>
    this.#moved((await this.#api.reassign(this.sessionId, agentId, note)).conversation);

  giveBack = async (note?: string): Promise<void> =>
    this.#moved((await this.#api.giveBack(this.sessionId, note)).conversation);

  close = async (close: { reasonId: string; note?: string }): Promise<void> =>
    this.#moved((await this.#api.close(this.sessionId, close)).conversation);

  handBack = async (): Promise<void> => this.#moved((await this.#api.handBack(this.sessionId)).conversation);

  createResult = async (clientId: string, kind: ResultKind, title: string): Promise<void> =>
    this.#moved((await this.#api.createResult(this.sessionId, clientId, kind, title)).conversation);

  /** What a command answered, or what the refusal of one means for what is shown. */
  #moved(conversation: ConversationView): void {
    const detail = this.detail.peek();
    if (detail && conversation.epoch >= detail.epoch) this.detail.value = { ...detail, ...conversation };
    this.#onConversation(conversation);
    this.#heardOf(conversation.lastSeq);
    this.#detailRefresher.now();
  }

  #heardOf(seq: number): void {
    this.timeline.value = heardOf(this.timeline.peek(), seq);
    this.sender.settle(this.timeline.peek());
    if (isBehind(this.timeline.peek())) this.#catchUp.soon();
  }

  #apply(entries: readonly EntryView[]): void {
    this.timeline.value = applyEntries(this.timeline.peek(), entries);
    this.sender.settle(this.timeline.peek());
  }

  /** Reads what follows the last entry before a gap, until nothing known is missing. */
  async #readTimeline(): Promise<void> {
    if (this.#connection.state.peek() !== 'connected') return;
    for (let more = true; more; ) {
      const after = lastContiguous(this.timeline.peek());
      const event = this.#watched ? 'timeline:read' : 'conversation:watch';
      const answer = await this.#connection.ask(event, { sessionId: this.sessionId, after });
      if (!answer.ok) {
        this.gone.value = answer.problem.code === 'not_found';
        if (this.gone.peek()) return;
        throw new CallFailed(answer.problem.code);
      }
      this.#watched = true;
      // colleagues are told who looks: not the agent who has left before the answer
      if (!this.#inView) this.#unwatch();
      this.#wasRead.value = true;
      this.#apply(answer.value.entries as EntryView[]);
      this.sight.arrived(answer.value.entries as EntryView[], answer.value);
      this.timeline.value = heardOf(this.timeline.peek(), answer.value.lastSeq);
      const read = lastContiguous(this.timeline.peek());
      more = isBehind(this.timeline.peek());
      // Known to exist and yet not answered: not in a hurry.
      if (more && read === after) throw new CallFailed('unavailable');
    }
  }

  async #readDetail(): Promise<void> {
    try {
      const detail = await this.#api.conversation(this.sessionId);
      if (isOlder(detail, this.detail.peek())) return;
      this.detail.value = detail;
      this.form.arrived(detail.detailsVersion, detail.details);
      this.#onConversation(detail);
      this.#heardOf(detail.lastSeq);
      await this.readVisitor();
    } catch (error) {
      this.gone.value = error instanceof CallFailed && error.code === 'not_found';
      if (!this.gone.peek()) throw error;
    }
  }

  #unwatch(): void {
    if (this.#watched) {
      this.#connection.ask('conversation:unwatch', { sessionId: this.sessionId }).catch(() => undefined);
    }
    this.#watched = false;
  }

  #setTyping(by: 'visitor' | 'agent' | null): void {
    clearTimeout(this.#typingTimer);
    this.typing.value = by;
    if (by !== null) this.#typingTimer = setTimeout(() => this.#setTyping(null), TYPING_FADES_MS);
  }
}
