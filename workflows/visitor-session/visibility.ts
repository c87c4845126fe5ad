import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Decision } from '#libs/contracts/process';
import type { SessionMemo } from '../signals/start-options.ts';

const KEYS = {
  phase: defineSearchAttributeKey('SessionPhase', 'KEYWORD'),
  site: defineSearchAttributeKey('SiteId', 'KEYWORD'),
  playbook: defineSearchAttributeKey('PlaybookId', 'KEYWORD'),
  version: defineSearchAttributeKey('PlaybookVersion', 'INT'),
  agent: defineSearchAttributeKey('AgentId', 'KEYWORD'),
  team: defineSearchAttributeKey('TeamId', 'KEYWORD'),
};

/** Cards shown in the details; older ones are in the history. */
const SHOWN_CARDS = 30;

/** Writes the search attributes that differ from what the run has; most looks write none. */
export function showSearchAttributes(decision: Decision): void {
  const current = workflowInfo().typedSearchAttributes;
  const wanted: SearchAttributeUpdatePair[] = [
    { key: KEYS.phase, value: decision.phase },
    { key: KEYS.site, value: decision.siteId },
    { key: KEYS.playbook, value: decision.playbookId },
    { key: KEYS.version, value: decision.playbookVersion },
    { key: KEYS.agent, value: decision.assigneeId },
    { key: KEYS.team, value: decision.teamId },
  ];
  const changed = wanted.filter(({ key, value }) => (current.get(key) ?? null) !== value);
  if (changed.length > 0) upsertSearchAttributes(changed);
}

/** The walk of this run, card by card, as the Temporal UI shows it. */
export class Walk {
  readonly #sessionId: string;
  #steps: string[] = [];
  #last = '';

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  /** Adds the step when card or phase changed and shows walk, deadlines and open calls. */
  show(decision: Decision): void {
    const step = `**${decision.cardId ?? 'closed'}** · ${decision.phase}`;
    if (step !== this.#last) {
      this.#steps = [...this.#steps, `${new Date().toISOString()} · ${step}`].slice(-SHOWN_CARDS);
      this.#last = step;
    }
    const cards = this.#steps.map((line) => `- ${line}`);
    const waits = [
      ...decision.deadlines.map(({ kind, at }) => `- ${kind} at ${at}`),
      ...(decision.pendingCalls ?? []).map(({ cardId, giveUpAt }) => `- answer to **${cardId}** until ${giveUpAt}`),
    ];
    setCurrentDetails([...this.#link(), '### Cards', ...cards, '### Waits for', ...waits].join('\n'));
  }

  #link(): string[] {
    const inboxUrl = (workflowInfo().memo as Partial<SessionMemo> | undefined)?.inboxUrl;
    return typeof inboxUrl === 'string' ? [`[Conversation](${inboxUrl}#/conversations/${this.#sessionId})`] : [];
  }
}
