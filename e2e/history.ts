import { Client, Connection } from '@temporalio/client';
import { resultWorkflowId, sessionWorkflowId } from '#libs/contracts';
import type { Stack } from '#libs/testing';

/** What operators see of a session in Temporal. */
export interface SeenInTemporal {
  /** Everything: description, memo, search attributes and all events, as text. */
  text: string;
  searchAttributes: Record<string, unknown>;
  signalNames: string[];
  summaries: string[];
  eventTypes: string[];
  status: string;
}

export async function withTemporal<T>(stack: Stack, task: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: stack.temporal.address });
  try {
    return await task(new Client({ connection, namespace: stack.temporal.namespace }));
  } finally {
    await connection.close();
  }
}

const decoded = (data: Uint8Array | null | undefined): string => Buffer.from(data ?? []).toString('utf8');

/** Reads one run of a workflow as the Temporal UI would, payloads decoded. */
export async function seenInTemporal(stack: Stack, workflowId: string): Promise<SeenInTemporal> {
  return withTemporal(stack, async (client) => {
    const handle = client.workflow.getHandle(workflowId);
    const [description, history] = await Promise.all([handle.describe(), handle.fetchHistory()]);
    const events = history.events ?? [];
    // payloads are bytes: shown as text, so that a marker inside them is found
    const readable = (value: unknown): unknown => {
      if (value instanceof Uint8Array) return decoded(value);
      if (Array.isArray(value)) return value.map(readable);
      if (value !== null && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
      return typeof value === 'bigint' ? String(value) : value;
    };
    return {
      text: JSON.stringify([readable(description.raw), readable(events)]),
      searchAttributes: description.searchAttributes,
      signalNames: events.flatMap((event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? []),
      summaries: events.flatMap(({ userMetadata }) =>
        userMetadata?.summary ? [JSON.parse(decoded(userMetadata.summary.data)) as string] : [],
      ),
      eventTypes: events.map(({ eventType }) => String(eventType)),
      status: description.status.name,
    };
  });
}

export const seenSession = (stack: Stack, sessionId: string): Promise<SeenInTemporal> =>
  seenInTemporal(stack, sessionWorkflowId(sessionId));
export const seenResult = (stack: Stack, resultId: string): Promise<SeenInTemporal> =>
  seenInTemporal(stack, resultWorkflowId(resultId));
