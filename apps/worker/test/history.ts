import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

type HistoryEvents = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>;
type Event = HistoryEvents[number];

/** Names of Temporal's event types that tests ask for. */
export const EVENT = {
  signaled: 'workflowExecutionSignaledEventAttributes',
  timerStarted: 'timerStartedEventAttributes',
  timerFired: 'timerFiredEventAttributes',
  timerCanceled: 'timerCanceledEventAttributes',
  marker: 'markerRecordedEventAttributes',
  upserted: 'upsertWorkflowSearchAttributesEventAttributes',
  activityScheduled: 'activityTaskScheduledEventAttributes',
  taskStarted: 'workflowTaskStartedEventAttributes',
  taskCompleted: 'workflowTaskCompletedEventAttributes',
  taskFailed: 'workflowTaskFailedEventAttributes',
  continuedAsNew: 'workflowExecutionContinuedAsNewEventAttributes',
  childStarted: 'childWorkflowExecutionStartedEventAttributes',
} as const satisfies Record<string, keyof Event>;

export async function eventsOf(handle: WorkflowHandle): Promise<Event[]> {
  return (await handle.fetchHistory()).events ?? [];
}

export const countOf = (events: Event[], type: keyof typeof EVENT): number =>
  events.filter((event) => event[EVENT[type]] != null).length;

/** The whole history as JSON, with every payload's bytes decoded too: nothing can hide in Base64. */
export async function readableHistory(handle: WorkflowHandle): Promise<string> {
  const json = historyToJSON(await handle.fetchHistory());
  const decoded = [...json.matchAll(/"data": ?"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
    Buffer.from(data as string, 'base64').toString(),
  );
  return [json, ...decoded].join('\n');
}
