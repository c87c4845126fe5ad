import type { FileView, Opening } from '#libs/contracts';
import { type Answer, startSession } from '../api.ts';
import type { Rendering } from '../page.ts';
import type { Memory } from './memory.ts';
import type { GivenAnswer } from './outbox.ts';
import { Sender } from './sender.ts';
import { Sessions } from './sessions.ts';
import { Starter } from './starter.ts';
import { beginningState, type ChatState, ChatStore } from './state.ts';
import { lastSeq } from './timeline.ts';
import { type UploadProgress, uploadFile } from './upload.ts';

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

  constructor(settings: ChatSettings) {
    const { origin, siteId, languages, memory, identity } = settings;
    const store = new ChatStore(beginningState(settings.opening, settings.rendering));
    const sessions = new Sessions({
      origin,
      siteId,
      languages,
      store,
      memory,
      onReady: (fresh) => void (fresh ? this.#sender.sendAfresh() : this.#sender.send()),
    });
    const starter = new Starter({
      identity,
      send: (body) => startSession(origin, siteId, body),
      warn: (why) => console.warn(why),
    });
    this.#settings = settings;
    this.#store = store;
    this.#sessions = sessions;
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
    this.#adopt();
    addEventListener('storage', (event) => {
      if (!this.#settings.memory.concerns(event.key)) return;
      this.#adopt();
      void this.#sender.send();
    });
    const wake = (): void => {
      if (document.visibilityState !== 'visible') return;
      this.#sessions.link?.wake();
      void this.#sessions.reader.catchUp();
      void this.#sender.send();
    };
    document.addEventListener('visibilitychange', wake);
    addEventListener('pageshow', wake);
    addEventListener('online', wake);
    void this.#sender.send();
  }

  say(text: string): void {
    this.#sender.act({ type: 'message', text });
  }

  answer(promptSeq: number, answer: GivenAnswer): void {
    this.#sender.act({ type: 'answer', promptSeq, ...answer });
  }

  /** Uploads a file of the visitor's; what comes of it is the answer to a prompt. Refused without a session. */
  async upload(file: File, progress: UploadProgress): Promise<Answer<FileView>> {
    const { session } = this.state;
    if (!session) return { ok: false, code: 'session_token_invalid' };
    return uploadFile(this.#settings.origin, session.token, file, progress);
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
    this.#store.set({ notice: (await this.#sessions.leave()) ? null : 'unavailable' });
  }

  /** Takes a failed item away and answers what was typed, to be written anew; '' where nothing was. */
  takeBack(clientId: string): string {
    const failed = this.state.failed.find(({ item }) => item.clientId === clientId);
    this.#store.set({ failed: this.state.failed.filter((other) => other !== failed) });
    const act = failed?.item.act;
    return !act || (act.type === 'answer' && (act.fileId || act.skipped)) ? '' : act.text;
  }

  /** Takes over session and outbox as they are stored now. */
  #adopt(): void {
    this.#sessions.adopt();
    this.#store.set({ waiting: this.#settings.memory.outbox() });
  }
}
