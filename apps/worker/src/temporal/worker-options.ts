import type { ActivityInterceptorsFactory, WorkerOptions } from '@temporalio/worker';
import {
  createHttpActivities,
  createResultActivities,
  createSessionActivities,
  createTranscriptActivities,
  createTrialActivities,
  type ErrorLog,
  type HttpClient,
  type Mailer,
  withoutDetails,
} from '#activities';
import type { Database } from '#libs/database';

export interface WorkerParts {
  database: Database;
  hints: Parameters<typeof createSessionActivities>[0]['hints'];
  http: HttpClient;
  /** Null where no e-mail is sent. */
  mailer: Mailer | null;
  log: ErrorLog;
}

/**
 * What a worker offers, where it polls how, and how long it takes to stop. Connection, queue and bundle are the
 * caller's.
 */
export function workerOptions({ database, hints, http, mailer, log }: WorkerParts) {
  const interceptors: ActivityInterceptorsFactory[] = [withoutDetails(log)];
  return {
    activities: {
      ...createSessionActivities({ database, hints }),
      ...createHttpActivities({ database, hints, http }),
      ...createResultActivities({ database, hints }),
      ...createTrialActivities({ database }),
      ...createTranscriptActivities({ database, hints, mailer }),
    },
    interceptors: { activity: interceptors },
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
    // a killed worker's sessions go to another one this soon
    stickyQueueScheduleToStartTimeout: '1s',
    // an attempt of an activity is one transaction below a second
    shutdownGraceTime: '1s',
    shutdownForceTime: '2500ms',
  } satisfies Partial<WorkerOptions>;
}
