import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What the mail server does with the next letters. */
export type Mood =
  | 'takes'
  /** For now (450). */
  | 'busy'
  /** For good (550). */
  | 'refuses'
  /** Takes it, and cuts the line before it says so. */
  | 'takesSilently';

export interface Mailbox {
  /** smtp://127.0.0.1:… */
  url: string;
  /** Letters as they came, with the addresses of their envelopes. */
  letters: { to: string[]; raw: string }[];
  mood: Mood;
  close(): Promise<void>;
}

const REFUSALS = { busy: 450, refuses: 550 } as const;

/** A mail server on the loopback that keeps what it gets. */
export async function openMailbox(): Promise<Mailbox> {
  const letters: Mailbox['letters'] = [];
  const mailbox: Mailbox = { url: '', letters, mood: 'takes', close };
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    logger: false,
    onData(stream, session, answer) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const { mood } = mailbox;
        if (mood === 'busy' || mood === 'refuses') {
          answer(Object.assign(new Error(mood), { responseCode: REFUSALS[mood] }));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push({ to, raw: Buffer.concat(parts).toString('utf8') });
        if (mood === 'takes') answer();
        else for (const connection of connections) connection._socket.destroy();
      });
    },
  });
  const connections = (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections;
  // a line that is cut is what the test wants
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mailbox.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return mailbox;

  async function close(): Promise<void> {
    await new Promise<void>((resolve) => server.close(resolve));
  }
}
