import { signal } from '@preact/signals';

const LOCK = 'foyer-inbox-rings';
const REPEAT_MS = 4_000;
/** Two soft tones, in hertz and seconds. */
const TONES = [
  { pitch: 659, at: 0, lasts: 0.22 },
  { pitch: 880, at: 0.18, lasts: 0.34 },
];
const LOUDNESS = 0.12;

/** A sound that repeats, in one of the tabs that wish to ring. Browsers keep it back until somebody touched the page. */
export class Ringer {
  /** `blocked`: this tab may not sound; `silent` also where another tab rings. */
  readonly state = signal<'silent' | 'ringing' | 'blocked'>('silent');
  #context: AudioContext | undefined;
  #ringing: AbortController | undefined;

  /** Rings from now on, or does not. */
  ring(on: boolean): void {
    if (on === (this.#ringing !== undefined)) return;
    this.#ringing?.abort();
    this.#ringing = on ? new AbortController() : undefined;
    this.state.value = 'silent';
    if (this.#ringing) void this.#inTurn(this.#ringing.signal).catch(() => undefined);
  }

  dispose(): void {
    this.ring(false);
    void this.#context?.close();
    this.#context = undefined;
  }

  /** A tab that cannot sound leaves the turn to one that can. */
  async #inTurn(ended: AbortSignal): Promise<void> {
    const context = await this.#audible(ended);
    const ringing = () => this.#repeat(context, ended);
    const { locks } = navigator as Partial<Pick<Navigator, 'locks'>>;
    if (locks) await locks.request(LOCK, { signal: ended }, ringing);
    else await ringing();
  }

  /** Resolves when the browser lets the page sound. */
  async #audible(ended: AbortSignal): Promise<AudioContext> {
    this.state.value = 'blocked';
    this.#context ??= new AudioContext();
    const context = this.#context;
    const touched = () => void context.resume();
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, touched, { signal: ended });
    await Promise.race([context.resume(), over(ended)]);
    ended.throwIfAborted();
    this.state.value = 'silent';
    return context;
  }

  async #repeat(context: AudioContext, ended: AbortSignal): Promise<void> {
    if (ended.aborted) return;
    this.state.value = 'ringing';
    const timer = setInterval(() => play(context), REPEAT_MS);
    play(context);
    await over(ended);
    clearInterval(timer);
    void context.suspend();
  }
}

const over = (ended: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (ended.aborted) resolve();
    ended.addEventListener('abort', () => resolve(), { once: true });
  });

function play(context: AudioContext): void {
  // a call or the lock screen may have interrupted it
  if (context.state !== 'running') void context.resume();
  for (const { pitch, at, lasts } of TONES) {
    const begins = context.currentTime + at;
    const tone = new OscillatorNode(context, { frequency: pitch });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, begins);
    volume.gain.linearRampToValueAtTime(LOUDNESS, begins + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begins + lasts);
    tone.connect(volume).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + lasts);
  }
}
