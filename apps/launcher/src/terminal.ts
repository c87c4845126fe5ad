import { styleText } from 'node:util';
import ora from 'ora';

/** How the launcher talks: with a moving indicator on a terminal, in plain lines without one. */
export interface Terminal {
  /** Runs one step. `task` may tell what it does now; its answer says how it went. Failures are marked and thrown. */
  step(name: string, task: (tell: (text: string) => void) => Promise<string>): Promise<void>;
  /** One line about something that happened. */
  say(text: string): void;
  /** One line about something that went wrong. */
  warn(text: string): void;
}

const seconds = (since: number): string => `${((Date.now() - since) / 1_000).toFixed(1)} s`;

const onTerminal: Terminal = {
  async step(name, task) {
    const began = Date.now();
    // Standard input stays untouched, so that Ctrl-C is a signal.
    const spinner = ora({ text: name, discardStdin: false, stream: process.stdout }).start();
    try {
      const how = await task((text) => {
        spinner.text = `${name}: ${text}`;
      });
      spinner.succeed(`${name}: ${how} ${styleText('dim', `(${seconds(began)})`)}`);
    } catch (error) {
      spinner.fail(`${name} ${styleText('dim', `(${seconds(began)})`)}`);
      throw error;
    }
  },
  say: (text) => console.log(`${styleText('cyan', '•')} ${text}`),
  warn: (text) => console.error(`${styleText('yellow', '!')} ${text}`),
};

const inPlainLines: Terminal = {
  async step(name, task) {
    const began = Date.now();
    console.log(`${name} ...`);
    let last = '';
    try {
      const how = await task((text) => {
        if (text !== last) console.log(`${name}: ${text}`);
        last = text;
      });
      console.log(`${name}: ${how} (${seconds(began)})`);
    } catch (error) {
      console.log(`${name}: failed (${seconds(began)})`);
      throw error;
    }
  },
  say: (text) => console.log(text),
  warn: (text) => console.error(text),
};

/** A terminal that does not know its width (0 columns, as in some containers) gets plain lines: nothing can be redrawn. */
export const terminal = ({ isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): Terminal =>
  isTTY && columns > 0 ? onTerminal : inPlainLines;
