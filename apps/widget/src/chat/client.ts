import type { ErrorCode, FileView, Opening } from '#libs/contracts';
import { type Answer, fetchOpening, startSession } from '../api.ts';
import type { Rendering } from '../page.ts';
import { Hours } from './hours.ts';
import type { Memory } from './memory.ts';
import type { GivenAnswer } from './outbox.ts';
import { randomKey } from './random.ts';
import { ReceiptTeller } from './receipts.ts';
import { Sender } from './sender.ts';
import { Sessions } from './sessions.ts';
import { Starter } from './starter.ts';
import { beginningState, type ChatState, ChatStore } from './state.ts';
import { lastSeq } from './timeline.ts';
import { Trail } from './trail.ts';
import { mailTranscript, saveTranscript } from './transcript.ts';
import { downloadFile, type UploadProgress, uploadFile } from './upload.ts';

export interface ChatSettings {
  origin: string;
  siteId: string;
  languages: readonly string[];
  opening: Opening;
  rendering: Rendering;
  identity: () => string | undefined;
  memory: Memory;
}

/**
 * The visitor's side of one site: what the window may ask for. All tabs share the outbox and the session through
 * `Memory`.
 */
export class ChatClient {
  readonly #settings: ChatSettings;
  readonly #store: ChatStore;
  readonly #sessions: Sessions;
  readonly #sender: Sender;
  readonly #trail: Trail;
  readonly #hours: Hours;

  constructor(settings: ChatSettings) {
    const { origin, siteId, languages, memory, identity } = settings;
    const store = new ChatStore(beginningState(settings.opening, settings.rendering));
    const sessions = new Sessions({
      origin,
      siteId,
      languages,
      store,
      memory,
      onReady: (fresh) => {
        this.#trail.tellAnew();
        void (fresh ? this.#sender.sendAfresh() : this.#sender.send());
      },
    });
    const starter = new Starter({
      identity,
      send: (body) => startSession(origin, siteId, body),
      warn: (why) => console.warn(why),
    });
    const closedNow = async () => {
      const answer = await fetchOpening(origin, siteId, languages, store.state.rendering);
      return answer.ok ? answer.value.closed : undefined;
    };
    // the loader asked for the opening when the page began
    this.#hours = new Hours(store, closedNow, performance.timeOrigin);
    this.#settings = settings;
    this.#store = store;
    this.#sessions = sessions;
    this.#trail = new Trail(() => sessions.link);
    this.#sender = new Sender({ siteId, store, memory, sessions, starter });
  }

  get state(): ChatState {
    return this.#store.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener);
  }

  /** Goes on where this browser left off, and follows the other tabs. */
  begin(): void {
    const teller = new ReceiptTeller(
      () => this.state,
      async (receipt) => (await this.#sessions.link?.request('seen', receipt))?.ok ?? false,
    );
    this.#store.subscribe(() => teller.changed());
    let sessionId = this.state.session?.sessionId;
    this.#store.subscribe(() => {
      if (this.state.session?.sessionId === sessionId) return;
      sessionId = this.state.session?.sessionId;
      void this.#hours.refresh();
    });
    this.#hours.follow();
    this.#trail.begin();
    this.#adopt();
    addEventListener('storage', (event) => {
      if (!this.#settings.memory.concerns(event.key)) return;
      this.#adopt();
      void this.#sender.send();
    });
    const wake = (): void => {
      if (document.visibilityState !== 'visible') return;
      this.#sessions.link?.wake(lastSeq(this.state.timeline));
      void this.#sessions.reader.catchUp();
      void this.#sender.send();
    };
    document.addEventListener('visibilitychange', wake);
    addEventListener('pageshow', wake);
    addEventListener('online', wake);
    void this.#sender.send();
  }

  /** The visitor opens the window. */
  opened(): void {
    void this.#hours.refresh();
  }

  /** Answers false where it was not taken: too much waits already. */
  say(text: string, files: readonly FileView[] = []): boolean {
    return this.#sender.act({ type: 'message', text, ...(files.length > 0 && { files }) });
  }

  /** As `say`. */
  answer(promptSeq: number, answer: GivenAnswer): boolean {
    return this.#sender.act({ type: 'answer', promptSeq, ...answer });
  }

  /** A file of the session, to be shown or saved; null where it cannot be had. */
  async file(id: string): Promise<Blob | null> {
    const { session } = this.state;
    return session && downloadFile(this.#settings.origin, session.token, id);
  }

  /** Uploads a file of the visitor's: for a prompt, or to be sent with a message. Refused without a session. */
  async upload(file: File, progress: UploadProgress): Promise<Answer<FileView>> {
    const { session } = this.state;
    if (!session) return { ok: false, code: 'session_token_invalid' };
    return uploadFile(this.#settings.origin, session.token, file, progress);
  }

  /** Edits one's own message, or deletes it (`text: null`). Answers why not; null where it was done. */
  async amend(seq: number, text: string | null): Promise<ErrorCode | 'unreachable' | null> {
    const { link, reader } = this.#sessions;
    const own = { clientId: randomKey(18), seq };
    const answer = await (text === null
      ? link?.request('message:delete', own)
      : link?.request('message:edit', { ...own, text }));
    if (!answer?.ok) return answer?.code ?? 'unreachable';
    if (this.#sessions.link === link) reader.receiveNew(answer.value.entry);
    return null;
  }

  /** Says how it was. True when the server has it; a repeat of the clientId counts once. */
  async rate(clientId: string, score: number, words: string): Promise<boolean> {
    const frame = { clientId, score, ...(words.trim() && { words: words.trim() }) };
    const answer = await this.#sessions.link?.request('rating:send', frame);
    // another tab was faster
    return answer !== undefined && (answer.ok || answer.code === 'already_rated');
  }

  /** Hands the chat to the browser's downloads. False when that did not work. */
  async saveTranscript(): Promise<boolean> {
    const { session } = this.state;
    return session !== null && saveTranscript(this.#settings.origin, session.token);
  }

  /** Has the chat sent by e-mail. Answers the code of a refusal, or null. */
  async mailTranscript(wish: { clientId: string; to: string }): Promise<ErrorCode | 'unreachable' | null> {
    const { session } = this.state;
    return session ? mailTranscript(this.#settings.origin, session.token, wish) : 'session_token_invalid';
  }

  typing(on: boolean): void {
    this.#sessions.link?.typing(on);
  }

  /** The visitor has the last entry before their eyes. */
  seen(): void {
    const { memory } = this.#settings;
    const { session, timeline } = this.state;
    if (!session || session.seenSeq >= lastSeq(timeline)) return;
    const seen = { ...session, seenSeq: lastSeq(timeline) };
    this.#store.set({ session: seen });
    if (memory.session()?.sessionId === seen.sessionId) memory.keepSession(seen);
  }

  /** Leaves the closed session behind; the next act begins another. */
  async startNewChat(): Promise<void> {
    this.#store.set({ notice: (await this.#sessions.leaveForGood()) ? null : 'unavailable' });
  }

  /** Sends what failed once more, as it is. */
  sendAgain(clientId: string): void {
    const item = this.state.failed.find((failed) => failed.clientId === clientId);
    if (!item) return;
    const { failed: _, ...again } = item;
    this.#settings.memory.keepItem(again);
    this.#adopt();
    void this.#sender.send();
  }

  /** Takes a failed item away and answers what was typed, to be written anew; '' where nothing was. */
  takeBack(clientId: string): string {
    const act = this.state.failed.find((failed) => failed.clientId === clientId)?.act;
    this.#settings.memory.dropItem(clientId);
    this.#adopt();
    return !act || (act.type === 'answer' && (act.fileId || act.skipped)) ? '' : act.text;
  }

  /** Takes over session and outbox as they are stored now. */
  #adopt(): void {
    this.#sessions.adopt();
    this.#store.set(this.#settings.memory.boxes());
  }
}
