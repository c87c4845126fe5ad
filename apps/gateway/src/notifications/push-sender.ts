import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Agent, request } from 'undici';
import webPush from 'web-push';
import type { Config } from '#libs/config';
import { type PushMessage, Refusal } from '#libs/contracts';
import type { Database, Subscription } from '#libs/database';
import { destinationOf, ForbiddenDestination, guardedLookup } from '#libs/outbound';
import { DATABASE } from '../database/tokens.ts';
import { SETTINGS } from '../settings/tokens.ts';

const TIMEOUT_MS = 10_000;
/** Waits before a device is tried again where its push service has no time. */
const AGAIN_AFTER_MS = [1_000, 5_000];
/** Requests under way at once; others wait. */
const AT_ONCE = 20;
/** Seconds for which a push service keeps what it cannot deliver. */
const KEEP = { call: 5 * 60, other: 24 * 60 * 60 };
/** Apple ends subscriptions that are sent what shows nothing. */
const MUST_SHOW = /(^|\.)push\.apple\.com$/;

/** Sends Web Push messages: encrypted for the device, signed with the VAPID key, through a guard. */
@Injectable()
export class PushSender implements OnModuleDestroy {
  readonly #logger = new Logger('Push');
  readonly #vapid: Config['push']['vapid'];
  readonly #allowedHosts: ReadonlySet<string>;
  readonly #inside = new Agent({ allowH2: false });
  readonly #outside = new Agent({ allowH2: false, connect: { lookup: guardedLookup() } });
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #stopped = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) { push }: Config,
  ) {
    this.#vapid = push.vapid;
    this.#allowedHosts = new Set(push.allowedHosts);
  }

  /** For browsers that subscribe; null where push is off. */
  get publicKey(): string | null {
    return this.#vapid?.publicKey ?? null;
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopped = true;
    await Promise.all([this.#inside.destroy(), this.#outside.destroy()]);
  }

  /** Refusal `invalid_body` for an address that is not asked: no https, or not of the public internet. */
  check(endpoint: string): void {
    try {
      destinationOf(endpoint, this.#allowedHosts);
    } catch (error) {
      if (error instanceof ForbiddenDestination)
        throw new Refusal('invalid_body', { detail: 'endpoint: is no public https address' });
      throw error;
    }
  }

  /** Resolves when the device's service took it (true), or when it is given up; never fails. */
  async send(device: Subscription, message: PushMessage): Promise<boolean> {
    if (!this.#vapid) return false;
    if (message.kind === 'read' && MUST_SHOW.test(URL.parse(device.endpoint)?.hostname ?? '')) return false;
    for (const wait of [...AGAIN_AFTER_MS, null]) {
      if (this.#stopped) return false;
      const outcome = await this.#inTurn(() => this.#try(device, message));
      if (outcome !== 'later') return outcome === 'taken';
      if (wait !== null) await new Promise((resolve) => setTimeout(resolve, wait).unref());
    }
    return false;
  }

  async #try(device: Subscription, message: PushMessage): Promise<'taken' | 'refused' | 'later'> {
    try {
      const { url, inside } = destinationOf(device.endpoint, this.#allowedHosts);
      const details = this.#request(device, message);
      if (!details) {
        await this.database.pushSubscriptions.gone(device.endpoint);
        return 'refused';
      }
      const { statusCode, body } = await request(url, {
        dispatcher: inside ? this.#inside : this.#outside,
        method: 'POST',
        headers: Object.entries(details.headers).flatMap(([name, value]) => [name, String(value)]),
        body: details.body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await body.dump();
      if (statusCode === 404 || statusCode === 410) await this.database.pushSubscriptions.gone(device.endpoint);
      else if (statusCode >= 300) this.#logger.warn({ statusCode }, 'a push service did not take a message');
      if (statusCode < 300) return 'taken';
      return statusCode === 429 || statusCode >= 500 ? 'later' : 'refused';
    } catch (error) {
      if (error instanceof ForbiddenDestination) return 'refused';
      // the address is a secret of the device's: only the kind of the error is logged
      this.#logger.warn({ code: (error as NodeJS.ErrnoException).code }, 'a push service could not be reached');
      return 'later';
    }
  }

  /** Null where the device's keys are none: it could never read anything. */
  #request({ endpoint, p256dh, auth }: Subscription, message: PushMessage) {
    const vapidDetails = this.#vapid;
    if (!vapidDetails) throw new Error('push is off');
    const isCall = message.kind === 'waiting' || message.kind === 'returned' || message.kind === 'offered';
    const options: webPush.RequestOptions = {
      vapidDetails,
      TTL: isCall ? KEEP.call : KEEP.other,
      urgency: message.kind === 'read' ? 'low' : 'high',
      // what was not delivered yet of the same conversation is replaced
      topic: message.sessionId.replaceAll('-', ''),
    };
    try {
      return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), options);
    } catch {
      return null;
    }
  }

  async #inTurn<T>(task: () => Promise<T>): Promise<T> {
    while (this.#underWay >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#underWay += 1;
    try {
      return await task();
    } finally {
      this.#underWay -= 1;
      this.#waiting.shift()?.();
    }
  }
}
