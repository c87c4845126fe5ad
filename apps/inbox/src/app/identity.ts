import { computed, signal } from '@preact/signals';
import type { AgentView } from '#libs/contracts';
import { Api, signIn as callSignIn } from '../api/api.ts';
import { CallFailed } from '../api/http.ts';
import { forgetDrafts } from '../timeline/drafts.ts';
import { forgetKept } from '../timeline/shelf.ts';
import { Desk } from './desk.ts';
import { onSettingChanged, readSetting, writeSetting } from './settings.ts';

/** Who uses this browser. */
type Identity =
  | { state: 'signedOut'; expired: boolean }
  /** A token is there; the server has not said whose it is. */
  | { state: 'checking' }
  | { state: 'signedIn'; desk: Desk };

const CHECK_AGAIN_MS = 2_000;

const current = signal<Identity>({ state: 'signedOut', expired: false });

export const identity = computed(() => current.value);

function leave(expired: boolean): void {
  const before = current.peek();
  if (before.state === 'signedOut') return;
  if (before.state === 'signedIn') before.desk.dispose();
  forgetKept();
  forgetDrafts();
  writeSetting('token', null);
  current.value = { state: 'signedOut', expired };
}

function enter(token: string, me: AgentView): void {
  const desk = new Desk(token, me, () => leave(true));
  current.value = { state: 'signedIn', desk };
}

/** @throws CallFailed, e.g. `wrong_credentials` */
export async function signIn(email: string, password: string): Promise<void> {
  const { token, agent } = await callSignIn(email, password);
  writeSetting('token', token);
  enter(token, agent);
}

export function signOut(): void {
  const now = current.peek();
  if (now.state === 'signedIn') now.desk.notifications.signOut();
  leave(false);
}

/** Goes on with the token of the last visit, as soon as the server answers. */
export async function resume(): Promise<void> {
  const token = readSetting('token');
  if (token === null) return;
  current.value = { state: 'checking' };
  const api = new Api(token, () => leave(true));
  while (current.peek().state === 'checking') {
    try {
      const me = await api.me();
      // another tab may have signed out meanwhile
      if (current.peek().state === 'checking') enter(token, me);
    } catch (error) {
      if (error instanceof CallFailed && error.code === 'unauthenticated') return;
      await new Promise((resolve) => setTimeout(resolve, CHECK_AGAIN_MS));
    }
  }
}

// Signing out in one tab signs out of all of them.
onSettingChanged('token', () => {
  if (readSetting('token') === null) leave(false);
});
