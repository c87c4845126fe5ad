import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Progress, userCache } from '../cache.ts';
import { ServiceError } from '../errors.ts';
import { withLock } from '../process/lock.ts';
import { run } from '../process/run.ts';
import { which } from '../process/which.ts';
import { downloadBySdk, findSdkDownload } from '../sdk-download/index.ts';

const VERSION = '1.38.0';
const FETCH_TIMEOUT_MS = 5 * 60_000;

/** How to run the test server that skips time; the port follows as the last argument. */
export interface TimeSkippingServer {
  command: string;
  args: string[];
}

const jars = () => join(userCache(), `temporal-test-server-${VERSION}`);

const withJava = (java: string): TimeSkippingServer => ({
  command: java,
  args: ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', join(jars(), '*'), 'io.temporal.testserver.TestServer'],
});

/** The test server where it is on this machine already; takes no time and no network. */
export function findTimeSkippingServer(): TimeSkippingServer | null {
  const downloaded = findSdkDownload('temporal-test-server');
  if (downloaded !== null) return { command: downloaded, args: [] };
  const java = which('java');
  return java !== null && existsSync(jars()) ? withJava(java) : null;
}

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>foyer</groupId><artifactId>time-skipping</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version>
  </dependency></dependencies>
</project>
`;

/** Copies the server and what it needs from Maven's repository. Answers the failure's output, or null. */
async function fetchWithMaven(maven: string, progress: Progress): Promise<string | null> {
  progress(`fetching io.temporal:temporal-test-server:${VERSION} with Maven, once`);
  const building = `${jars()}.${process.pid}`;
  mkdirSync(building, { recursive: true });
  try {
    const pom = join(building, 'pom.xml');
    const folder = join(building, 'jars');
    writeFileSync(pom, POM);
    const args = ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`];
    const done = await run(maven, args, { timeoutMs: FETCH_TIMEOUT_MS });
    if (!done.ok) return done.output;
    renameSync(folder, jars());
    return null;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/**
 * The test server that skips time: from the user's cache, else downloaded by the Temporal SDK, else fetched with Maven
 * where Maven and Java are present. Throws a ServiceError that says what to install.
 */
export async function ensureTimeSkippingServer(progress: Progress): Promise<TimeSkippingServer> {
  const found = findTimeSkippingServer();
  if (found !== null) return found;
  return withLock(join(userCache(), 'time-skipping.lock'), FETCH_TIMEOUT_MS, async () => {
    const meanwhile = findTimeSkippingServer();
    if (meanwhile !== null) return meanwhile;
    const downloaded = await downloadBySdk('temporal-test-server', progress);
    if (downloaded !== null) return { command: downloaded, args: [] };
    const [maven, java] = [which('mvn'), which('java')];
    const failure = maven === null || java === null ? '' : await fetchWithMaven(maven, progress);
    if (failure === null) return withJava(java!);
    throw new ServiceError(
      'The Temporal test server that skips time is needed for these tests and was not found: it could not be downloaded ' +
        `by the Temporal SDK, and ${failure === '' ? 'Maven with Java is not installed' : 'Maven could not fetch it'}.`,
      failure.split('\n').slice(-12).join('\n'),
    );
  });
}
