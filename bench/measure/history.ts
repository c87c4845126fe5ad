import type { WorkflowHandle } from '@temporalio/client';

/** History events and bytes of these workflows, added up. */
export async function historyOf(handles: readonly WorkflowHandle[]): Promise<{ events: number; bytes: number }> {
  const described = await Promise.all(handles.map((handle) => handle.describe()));
  return {
    events: described.reduce((sum, each) => sum + each.historyLength, 0),
    bytes: described.reduce((sum, each) => sum + (each.historySize ?? 0), 0),
  };
}
