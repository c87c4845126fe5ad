import type { SessionStarted, StartSessionBody } from '#libs/contracts';
import type { Answer } from '../api.ts';

export interface StarterSettings {
  /** The JWT by which the website says who the visitor is, where it has. */
  identity: () => string | undefined;
  send: (body: StartSessionBody) => Promise<Answer<SessionStarted>>;
  warn: (why: string) => void;
}

/** Begins sessions, with the visitor's identity where the website gives one that the server takes. */
export class Starter {
  readonly #settings: StarterSettings;
  #refused: string | undefined;

  constructor(settings: StarterSettings) {
    this.#settings = settings;
  }

  /** A chat without a name is better than none: where the identity is refused, the session begins without it. */
  async start(body: StartSessionBody): Promise<Answer<SessionStarted>> {
    const { identity: given, send, warn } = this.#settings;
    const identity = given();
    if (!identity || identity === this.#refused) return send(body);
    const answer = await send({ ...body, identity });
    if (answer.ok || answer.code !== 'identity_invalid') return answer;
    this.#refused = identity;
    warn('Foyer: the visitor’s identity was refused: it is not signed by the site, or has expired (identity_invalid)');
    return send(body);
  }
}
