import {
  ApplicationFailure,
  CancelledFailure,
  DefaultFailureConverter,
  defaultPayloadConverter,
} from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { Refusal } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { describeError } from './describe.ts';
import { withoutDetails } from './interceptor.ts';

/** The SDK's own lines about failed activities. */
const QUIET = new DefaultLogger('ERROR');

const EMAIL = 'someone.private@example.org';

/** Everything that was logged. */
function memoryLog() {
  const lines: unknown[] = [];
  const note = (fields: object, message: string) => void lines.push({ ...fields, message });
  return { lines, error: note, warn: note };
}

async function failing(thrown: () => unknown, info: object = {}) {
  const log = memoryLog();
  const environment = new MockActivityEnvironment(info, { interceptors: [withoutDetails(log)], logger: QUIET });
  const failure = await environment
    .run(async () => {
      throw await thrown();
    })
    .then(
      () => null,
      (error: unknown) => error as ApplicationFailure,
    );
  return { failure: failure as ApplicationFailure, log };
}

/** What Temporal would store of a failure. */
const stored = (failure: Error): string =>
  JSON.stringify(new DefaultFailureConverter().errorToFailure(failure, defaultPayloadConverter));

describe('errors of activities', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 2 });
  });
  afterAll(() => test.close());

  /** A unique violation by the ORM; PostgreSQL's detail quotes the e-mail. */
  async function ormError(): Promise<unknown> {
    const agent = { email: EMAIL, name: 'Somebody', role: 'agent', passwordHash: 'x' } as const;
    await test.database.agents.create(agent);
    return test.database.agents.create(agent).then(
      () => new Error('was accepted'),
      (error: unknown) => error,
    );
  }

  it('interleavings 20: an ORM error that quotes an e-mail reaches neither the history nor the log', async () => {
    const original = await ormError();
    const wrapped = new Error(`could not save ${EMAIL}`, { cause: original });
    const { failure, log } = await failing(() => wrapped);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure.type).toBe('internal');
    expect(failure.cause).toBeUndefined();
    const [{ errorId }] = failure.details as [{ errorId: string }];
    expect(stored(failure)).not.toContain('private');
    expect(stored(failure)).not.toContain('.ts:');
    expect(JSON.stringify(log.lines)).not.toContain('private');
    expect(log.lines).toMatchObject([{ errorId, error: { name: 'Error', cause: {} } }]);
  });

  const CASES: [name: string, thrown: () => unknown, info: object, type: string, nonRetryable: boolean][] = [
    ['a refusal is final', () => new Refusal('not_found'), {}, 'not_found', true],
    ['a refusal for now is not', () => new Refusal('unavailable'), {}, 'unavailable', false],
    ['a bug is tried again', () => new TypeError(EMAIL), { attempt: 4, activityType: 'advance' }, 'internal', false],
    ['advance gives up a bug', () => new TypeError(EMAIL), { attempt: 5, activityType: 'advance' }, 'internal', true],
    ['others do not', () => new TypeError(EMAIL), { attempt: 99, activityType: 'createRecords' }, 'internal', false],
    ['a thrown text is a bug', () => EMAIL, { attempt: 1 }, 'internal', false],
  ];
  it.each(CASES)('%s', async (_name, thrown, info, type, nonRetryable) => {
    const { failure, log } = await failing(thrown, info);
    expect(failure).toMatchObject({ type, nonRetryable });
    expect(stored(failure) + JSON.stringify(log.lines)).not.toContain('private');
  });

  it('a database that does not answer is waited for, also by advance', async () => {
    const refused = Object.assign(new Error(`connect to ${EMAIL}`), { code: 'ECONNREFUSED' });
    const { failure } = await failing(() => refused, { attempt: 50, activityType: 'advance' });
    expect(failure).toMatchObject({ type: 'unavailable', nonRetryable: false });
  });

  it('cancellation passes', async () => {
    const environment = new MockActivityEnvironment({}, { interceptors: [withoutDetails(memoryLog())], logger: QUIET });
    const run = environment.run(() => environment.context.cancelled);
    environment.cancel();
    await expect(run).rejects.toBeInstanceOf(CancelledFailure);
  });
});

describe('describeError', () => {
  it('says where, not what, also when the message looks like a stack', () => {
    const error = new RangeError(`first ${EMAIL}\n    at ${EMAIL} (/x.ts:1:1)\nlast`);
    const described = describeError(error);
    expect(described.name).toBe('RangeError');
    expect(described.frames.length).toBeGreaterThan(0);
    expect(JSON.stringify(described)).not.toContain('private');
  });

  it('survives an error that is its own cause', () => {
    const error = new Error('x');
    error.cause = error;
    expect(describeError(error).cause?.cause?.cause?.cause).toBeUndefined();
  });
});
