import { createHash, randomUUID } from 'node:crypto';
import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import {
  type Entry,
  type PlaybookDefinition,
  type ResultState,
  SIGNALS,
  type SignalName,
  sessionWorkflowId,
  WORKFLOW_TYPES,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { openingOf } from '#libs/playbook';
import { eventually } from '#libs/testing';
import { SESSION_START_OPTIONS, sessionSignals } from '#workflows/signals';
import { eventsOf } from './history.ts';
import { definitionOf } from './playbook.ts';

export const INBOX_URL = 'http://127.0.0.1:3000/inbox/';

const READ = { name: 'test_read', text: 'select cursor >= wake_seq as read from session where id = $1' };

const OLD_JUDGE = {
  name: 'test_old_judge',
  text: `update gateway_heartbeat set steady_since = steady_since - interval '2 minutes' where gateway_id = $1`,
};
const OLD_LEASES = {
  name: 'test_old_leases',
  text: `update agent_lease set renewed_at = renewed_at - interval '2 minutes' where agent_id = any ($1::uuid[])`,
};

export interface HouseOptions {
  database: Database;
  client: Client;
  taskQueue: string;
  definition?: PlaybookDefinition;
}

/** What gateways do, without sockets: a site with agents, and visitors and agents who act on it. */
export async function openHouse({ database, client, taskQueue, definition = definitionOf() }: HouseOptions) {
  const { versionId } = await database.playbooks.publish(definition, null);
  const site = await database.sites.create({ name: 'Test', origins: ['*'], activeVersionId: versionId });
  const gatewayId = randomUUID();
  const agents: string[] = [];
  for (const name of ['Ana', 'Ben']) {
    const email = `${name}-${randomUUID()}@foyer.local`;
    agents.push((await database.agents.create({ name, email, role: 'agent', passwordHash: 'x', capacity: 1_000 })).id);
  }
  const [ana, ben] = agents as [string, string];

  /** As gateways do: the workflow is begun where there is none. False when it has finished for good. */
  async function wake(sessionId: string, signal: SignalName, seq?: number): Promise<boolean> {
    try {
      await client.workflow.signalWithStart(WORKFLOW_TYPES.visitorSession, {
        ...SESSION_START_OPTIONS,
        workflowId: sessionWorkflowId(sessionId),
        taskQueue,
        args: [{ sessionId }],
        signal: sessionSignals[signal],
        signalArgs: [seq === undefined ? {} : { seq }],
        memo: { inboxUrl: INBOX_URL },
      });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  }

  /** Writes the visitor's first act, as answer to the opening's question or as text. Wakes nobody. */
  async function begin(act: { choiceId: string } | { text: string }) {
    const facts = { language: 'en', seed: 0, pageUrl: null, returning: false };
    const { state, entries, visited } = openingOf(definition, facts);
    const body = 'choiceId' in act ? { promptSeq: entries.length, text: act.choiceId, ...act } : act;
    return database.sessions.start({
      siteId: site.id,
      versionId,
      visitorHash: createHash('sha256').update(randomUUID()).digest('hex'),
      clientId: randomUUID(),
      ...facts,
      opening: entries,
      state,
      visits: visited.map(({ cardId, arm }) => ({ cardId, arm, left: cardId !== state.cardId })),
      act: 'choiceId' in body ? { kind: 'answer', body } : { kind: 'message', body },
    });
  }

  const clientId = () => randomUUID();

  return {
    ana,
    ben,
    client,
    database,
    siteId: site.id,
    wake,
    begin,

    /** Both agents are connected, with the switch on. */
    async online(): Promise<void> {
      await database.presence.beat(gatewayId, [ana, ben]);
      for (const agent of [ana, ben]) await database.presence.setSwitch(agent, true);
    },

    async start(act: { choiceId: string } | { text: string }): Promise<string> {
      const { sessionId, lastSeq } = await begin(act);
      await wake(sessionId, SIGNALS.sessionBegan, lastSeq);
      return sessionId;
    },

    /** The visitor types. Answers whether it concerned the process. */
    async say(sessionId: string, text: string): Promise<boolean> {
      const appended = await database.timeline.append({
        sessionId,
        kind: 'message',
        author: 'visitor',
        clientId: clientId(),
        body: { text },
      });
      if (appended.wakes) await wake(sessionId, SIGNALS.visitorMessage, appended.entry.seq);
      return appended.wakes;
    },

    async reply(sessionId: string, agentId: string, text: string): Promise<boolean> {
      const appended = await database.timeline.append({
        sessionId,
        kind: 'message',
        author: 'agent',
        authorId: agentId,
        clientId: clientId(),
        body: { text },
        ifAssignee: agentId,
      });
      return appended.wakes;
    },

    async move(sessionId: string, cardId: string): Promise<void> {
      const { entry } = await database.timeline.append({
        sessionId,
        kind: 'opsMoved',
        author: 'system',
        clientId: clientId(),
        body: { cardId },
      });
      await wake(sessionId, SIGNALS.sessionMoved, entry.seq);
    },

    async assign(sessionId: string, agentId: string): Promise<void> {
      const { entry } = await database.sessions.assign({
        sessionId,
        agentId,
        byAgentId: agentId,
        clientId: clientId(),
      });
      await wake(sessionId, SIGNALS.agentAssigned, entry.seq);
    },

    /** The agent takes what is offered to them. */
    async accept(sessionId: string, agentId: string): Promise<void> {
      const no = (await database.sessions.view(sessionId)).offer?.no ?? 0;
      const { entry } = await database.sessions.accept({ sessionId, byAgentId: agentId, clientId: clientId(), no });
      await wake(sessionId, SIGNALS.agentAssigned, entry.seq);
    },

    async decline(sessionId: string, agentId: string): Promise<void> {
      const no = (await database.sessions.view(sessionId)).offer?.no ?? 0;
      const { entry } = await database.sessions.decline({ sessionId, byAgentId: agentId, clientId: clientId(), no });
      await wake(sessionId, SIGNALS.offerDeclined, entry.seq);
    },

    /** The agent turns the switch, and gateways look at what that means for whoever waits. */
    async turnSwitch(agentId: string, on: boolean): Promise<void> {
      await database.presence.setSwitch(agentId, on);
      for (const { sessionId, entry } of await database.offers.withdrawLost(100))
        await wake(sessionId, SIGNALS.offerWithdrawn, entry.seq);
      for (const sessionId of await database.offers.takeOfferableNow(100))
        await wake(sessionId, SIGNALS.agentAvailable);
    },

    /** Whom the waiting conversation is offered to. */
    async offeredTo(sessionId: string): Promise<string | null> {
      return (await database.sessions.view(sessionId)).offer?.agentId ?? null;
    },

    async reassign(sessionId: string, byAgentId: string, agentId: string): Promise<void> {
      const { entry } = await database.sessions.reassign({ sessionId, agentId, byAgentId, clientId: clientId() });
      await wake(sessionId, SIGNALS.agentReassigned, entry.seq);
    },

    /** The agent has been away for longer than the grace time, and a gateway that beat all along sweeps. */
    async vanish(...agentIds: string[]): Promise<void> {
      const judge = randomUUID();
      await database.presence.beat(judge, []);
      await database.sql.rows(OLD_JUDGE, [judge]);
      await database.sql.rows(OLD_LEASES, [agentIds]);
      for (const { sessionId, entry } of await database.sweep.returnLeftAlone(judge))
        await wake(sessionId, SIGNALS.conversationReturned, entry.seq);
    },

    async giveBack(sessionId: string, agentId: string): Promise<void> {
      const { entry } = await database.sessions.giveBack({ sessionId, byAgentId: agentId, clientId: clientId() });
      await wake(sessionId, SIGNALS.conversationReturned, entry.seq);
    },

    async handBack(sessionId: string, agentId: string): Promise<void> {
      const command = { sessionId, byAgentId: agentId, clientId: clientId() };
      const { entry } = await database.sessions.handBack(command);
      await wake(sessionId, SIGNALS.agentHandedBack, entry.seq);
    },

    /** The visitor clicks a choice of the open prompt. */
    async choose(sessionId: string, choiceId: string): Promise<void> {
      const { entries } = await database.timeline.read(sessionId, 0, 10_000);
      const promptSeq = entries.findLast(({ kind }) => kind === 'prompt')?.seq ?? 0;
      const { entry } = await database.timeline.append({
        sessionId,
        kind: 'answer',
        author: 'visitor',
        clientId: clientId(),
        body: { promptSeq, choiceId, text: choiceId },
      });
      await wake(sessionId, SIGNALS.visitorAnswer, entry.seq);
    },

    async close(sessionId: string, agentId: string): Promise<void> {
      const { entry } = await database.sessions.close({ sessionId, byAgentId: agentId, clientId: clientId() });
      await wake(sessionId, SIGNALS.conversationClosed, entry.seq);
    },

    async timeline(sessionId: string): Promise<Entry[]> {
      return (await database.timeline.read(sessionId, 0, 10_000)).entries;
    },

    /** What was said and what became of the session, one short line an entry, from entry `after` on. */
    async lines(sessionId: string, after = 0): Promise<string[]> {
      const { entries } = await database.timeline.read(sessionId, after, 10_000);
      return entries.map(lineOf);
    },

    async results(sessionId: string): Promise<{ kind: string; state: ResultState }[]> {
      const { results } = await database.sessions.detail(sessionId);
      return results.map(({ kind, state }) => ({ kind, state }));
    },

    /** Kinds of the CRM records made from the session. */
    async records(sessionId: string): Promise<string[]> {
      const records = await database.crm.records({});
      return records
        .filter((record) => record.sessionId === sessionId)
        .map(({ kind }) => kind)
        .sort();
    },

    /** Until the process has read what concerns it and the workflow waits again. */
    async settled(sessionId: string): Promise<void> {
      await eventually(async () => {
        const [row] = await database.sql.rows<{ read: boolean }>(READ, [sessionId]);
        const last = (await eventsOf(client.workflow.getHandle(sessionWorkflowId(sessionId)))).at(-1);
        const busy = last?.workflowTaskScheduledEventAttributes ?? last?.workflowTaskStartedEventAttributes;
        if (!row?.read || busy) throw new Error('The workflow has not worked everything off yet');
      });
    },

    /** What the Temporal UI shows of the session. */
    async shown(sessionId: string): Promise<string> {
      const handle = client.workflow.getHandle(sessionWorkflowId(sessionId));
      return (await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails;
    },

    workflow: (sessionId: string) => client.workflow.getHandle(sessionWorkflowId(sessionId)),
  };
}
export type House = Awaited<ReturnType<typeof openHouse>>;

function lineOf({ kind, author, body }: Entry): string {
  switch (kind) {
    case 'message':
    case 'prompt':
    case 'answer':
      return `${author}: ${(body as { text: string }).text}`;
    case 'phaseChanged':
      return `${body.from}→${body.to}: ${body.reason}`;
    case 'closed':
      return `closed: ${body.reason}`;
    case 'resultRequested':
      return `asked for ${body.result}`;
    case 'resultState':
      return `${body.result} ${body.state}`;
    case 'httpAnswered':
      return `httpAnswered: ${body.ok ? 'ok' : 'failed'} ${body.status ?? '-'}`;
    case 'offerEnded':
      return `${body.agentName} ${body.reason}`;
    case 'offered':
    case 'assigned':
    case 'reassigned':
      return `${kind}: ${body.agentName}`;
    default:
      return kind;
  }
}
