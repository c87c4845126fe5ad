import { CancellationScope } from '@temporalio/workflow';

interface Wait {
  until: () => boolean;
  over: () => void;
  failed: (error: unknown) => void;
}

/**
 * Wakes the run, which waits in one place only. `condition` would do the same, but each wait with it costs the worker
 * one more call into the sandbox, and leaves a handler at the run's scope until the run ends.
 */
export class Bell {
  #wait: Wait | null = null;

  constructor() {
    CancellationScope.current().cancelRequested.catch((error) => this.#wait?.failed(error));
  }

  /** Returns once `until` holds, which is asked now and at each ring; throws when the run is cancelled. */
  wait(until: () => boolean): Promise<void> {
    const { consideredCancelled, cancelRequested } = CancellationScope.current();
    if (consideredCancelled) return cancelRequested;
    return new Promise((over, failed) => {
      if (until()) over();
      else this.#wait = { until, over, failed };
    });
  }

  /** Something has come. Nobody hears it while the run does not wait; the next wait asks first. */
  ring(): void {
    if (!this.#wait?.until()) return;
    this.#wait.over();
    this.#wait = null;
  }
}
