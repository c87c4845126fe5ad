import { signal } from '@preact/signals';
import { CallFailed, type FailureCode } from '../api/http.ts';
import { t } from '../i18n/index.ts';

export interface Toast {
  id: number;
  tone: 'bad' | 'good';
  text: string;
}

const SHOWN_MS = 7_000;
let lastId = 0;

export const toasts = signal<readonly Toast[]>([]);

/** The id of the last one that was shown. */
export const lastToast = (): number => lastId;

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function showToast(tone: Toast['tone'], text: string): void {
  lastId += 1;
  const id = lastId;
  // The same words twice are shown once, anew.
  toasts.value = [...toasts.value.filter((toast) => toast.text !== text), { id, tone, text }].slice(-4);
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export const codeOf = (error: unknown): FailureCode => (error instanceof CallFailed ? error.code : 'network');

/** Who a command was about, to say it by name. */
interface About {
  agentName?: string;
  /** The command put the signed-in agent in charge. */
  self?: boolean;
}

/** A refusal or failure in words. */
export function failureText(error: unknown, { agentName, self = false }: About = {}): string {
  const code = codeOf(error);
  const winner = error instanceof CallFailed ? error.winnerName : undefined;
  if (code === 'already_assigned' && winner) return t('error_already_assignedNamed', { name: winner });
  if (code === 'not_assignee' && winner) return t('error_not_assigneeNamed', { name: winner });
  if (code === 'offered_elsewhere' && winner) return t('error_offered_elsewhereNamed', { name: winner });
  if (code === 'agent_offline' && self) return t('error_agent_offlineSelf');
  if (code === 'agent_offline' && agentName) return t('error_agent_offlineNamed', { name: agentName });
  return t(`error_${code}`);
}

export const showFailure = (error: unknown, about?: About): void => showToast('bad', failureText(error, about));
