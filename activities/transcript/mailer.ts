import { createTransport } from 'nodemailer';

export interface Letter {
  /** Stays the same however often it is sent, so that a mailbox shows it once. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Milliseconds; together below the time that an attempt has. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
/** From here on a mail server says that another try changes nothing (RFC 5321). */
const PERMANENT = 500;

/** Sends letters through a mail server. */
export class Mailer {
  readonly #transport: ReturnType<typeof createTransport>;
  readonly #from: string;

  /** @param url smtp://… or smtps://… */
  constructor({ url, from }: { url: string; from: string }) {
    this.#transport = createTransport({ url, ...TIMEOUTS, disableFileAccess: true, disableUrlAccess: true });
    this.#from = from;
  }

  /**
   * Answers false where the server will not take it, now or later. Throws where another try makes sense; whether the
   * letter went out is not known then.
   */
  async send({ id, to, ...letter }: Letter): Promise<boolean> {
    const domain = this.#from.slice(this.#from.lastIndexOf('@') + 1);
    try {
      await this.#transport.sendMail({
        ...letter,
        from: this.#from,
        to: { name: '', address: to },
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return true;
    } catch (error) {
      if (Number((error as { responseCode?: number }).responseCode) >= PERMANENT) return false;
      throw error;
    }
  }
}
