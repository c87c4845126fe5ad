import { computed, signal } from '@preact/signals';
import type { ConversationDetail, ConversationView, EntryView, ResultKind } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import type { Connection } from '../api/connection.ts';
import { CallFailed } from '../api/http.ts';
import { Refresher } from '../app/refresher.ts';
import { DetailsForm } from '../details/store.ts';
import { isHidden } from '../protocol.ts';
import type { OutboxKind } from './outbox.ts';
import { applyEntries, EMPTY_TIMELINE, heardOf, isBehind, lastContiguous } from './reducer.ts';
import { Sender } from './sender.ts';
import { TypingSender } from './typing.ts';

const FRAMES = { message: 'message:send', note: 'note:send' } as const;
/** Hints about the detail within this time lead to one read. */
const GATHER_MS = 150;
/** Somebody's typing is forgotten when nothing more is heard of it. */
const TYPING_FADES_MS = 6_000;

/** One conversation: its timeline, what is still to be sent, its detail, and what is being written. */
export class ConversationStore {
  readonly sessionId: string;
  readonly timeline = signal(EMPTY_TIMELINE);
  readonly detail = signal<ConversationDetail | null>(null);
  readonly gone = signal(false);
  readonly typing = signal<'visitor' | 'agent' | null>(null);
  readonly draft = signal('');
  readonly writing = signal<OutboxKind>('message');
  readonly sender: Sender;
  readonly form: DetailsForm;
  readonly typingSender: TypingSender;
  /** True until the timeline was read for the first time. */
  readonly loading = computed(() => !this.#wasRead.value && this.timeline.value.entries.length === 0);

  readonly #api: Api;
  readonly #connection: Connection;
  readonly #onConversation: (conversation: ConversationView) => void;
  readonly #wasRead = signal(false);
  readonly #catchUp = new Refresher(() => this.#readTimeline(), 0);
  readonly #detailRefresher = new Refresher(() => this.#readDetail(), GATHER_MS);
  #watched = false;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  /** `onConversation` hears every newer state of the conversation. */
  constructor(
    sessionId: string,
    api: Api,
    connection: Connection,
    onConversation: (conversation: ConversationView) => void,
  ) {
    this.sessionId = sessionId;
    this.#api = api;
    this.#connection = connection;
    this.#onConversation = onConversation;
    this.form = new DetailsForm(
      (version, details) => api.saveDetails(sessionId, version, details),
      () => this.#readDetail(),
    );
    this.sender = new Sender(
      ({ clientId, kind, text }) => connection.ask(FRAMES[kind], { sessionId, clientId, text }),
      (entry) => this.receive(entry),
    );
    this.typingSender = new TypingSender((on) => {
      // A hint: nobody misses it when it is lost.
      connection.ask('typing', { sessionId, on }).catch(() => undefined);
    });
    this.sender.connected(connection.state.peek() === 'connected');
  }

  /** The conversation comes into view: it is watched, and read on from where it was left. */
  enter(): void {
    this.#catchUp.start();
    this.#detailRefresher.start();
  }

  leave(): void {
    this.typingSender.stop();
    this.#catchUp.stop();
    this.#detailRefresher.stop();
    this.#setTyping(null);
    if (this.#watched) {
      this.#connection.ask('conversation:unwatch', { sessionId: this.sessionId }).catch(() => undefined);
    }
    this.#watched = false;
  }

  dispose(): void {
    this.leave();
    this.sender.dispose();
  }

  /** True while something here is not yet safe at the server. */
  isBusy(): boolean {
    return this.sender.outbox.peek().length > 0 || this.draft.peek() !== '' || this.form.dirty.peek();
  }

  connected(connected: boolean): void {
    this.#watched = false;
    this.sender.connected(connected);
    if (connected) this.refresh();
    else this.#setTyping(null);
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
    if (isBehind(this.timeline.peek())) this.#catchUp.soon();
    if (isHidden(entry)) return;
    if (entry.author === 'visitor' && this.typing.peek() === 'visitor') this.#setTyping(null);
    if (entry.kind !== 'message' && entry.kind !== 'note') this.#detailRefresher.soon();
  }

  somebodyTypes(on: boolean, by: 'visitor' | 'agent'): void {
    this.#setTyping(on ? by : null);
  }

  send(kind: OutboxKind, text: string): void {
    this.typingSender.stop();
    this.sender.send(kind, text);
  }

  assign = async (agentId: string): Promise<void> =>
    this.#moved((await this.#api.assign(this.sessionId, agentId)).conversation);

  reassign = async (agentId: string): Promise<void> =>
    this.#moved((await this.#api.reassign(this.sessionId, agentId)).conversation);

  close = async (): Promise<void> => this.#moved((await this.#api.close(this.sessionId)).conversation);

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
      this.#wasRead.value = true;
      this.#apply(answer.value.entries as EntryView[]);
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
      this.detail.value = detail;
      this.form.arrived(detail.detailsVersion, detail.details);
      this.#onConversation(detail);
      this.#heardOf(detail.lastSeq);
    } catch (error) {
      this.gone.value = error instanceof CallFailed && error.code === 'not_found';
      if (!this.gone.peek()) throw error;
    }
  }

  #setTyping(by: 'visitor' | 'agent' | null): void {
    clearTimeout(this.#typingTimer);
    this.typing.value = by;
    if (by !== null) this.#typingTimer = setTimeout(() => this.#setTyping(null), TYPING_FADES_MS);
  }
}
