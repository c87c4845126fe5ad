import { readFileSync } from 'node:fs';
import { type LOG_LEVELS, type Settings, settingsSchema } from './schema.ts';

/** How to connect with TLS: `false` for not at all, `true` with the system's authorities, or with a client certificate. */
export type TlsSetting = boolean | { cert: Buffer; key: Buffer };

/** A bucket of Amazon's, or of another service at `endpoint`. */
export interface S3Settings {
  bucket: string;
  endpoint: string | null;
  region: string;
  /** Null: the AWS environment knows. */
  credentials: { accessKeyId: string; secretAccessKey: string } | null;
}

export interface Config {
  databaseUrl: string;
  databasePoolSize: number;
  temporal: {
    /** host:port */
    address: string;
    namespace: string;
    tls: TlsSetting;
    apiKey: string | undefined;
    taskQueue: string;
  };
  /** Without a slash at the end; null where none is configured. */
  temporalUiUrl: string | null;
  gateway: {
    host: string;
    port: number;
    /** Without a slash at the end. */
    publicUrl: string;
    trustProxy: boolean;
    limits: { sessionsPerAddress: number; signInsPerAddress: number; messagesPerMinute: number };
  };
  http: {
    /** Hosts that requests of playbooks may go to wherever they are: "host" or "host:port", in lower case. */
    allowedHosts: string[];
  };
  push: {
    /** Null: nobody is reached with the inbox closed. */
    vapid: { publicKey: string; privateKey: string; subject: string } | null;
    /** Push services that may be anywhere: "host" or "host:port", in lower case. */
    allowedHosts: string[];
  };
  /** Folder for uploaded files, absolute or from where the gateway is started. */
  filesDir: string;
  /** Where uploaded files lie instead; null: in the folder. */
  s3: S3Settings | null;
  /** Null: no e-mail is sent. */
  smtp: { url: string; from: string } | null;
  tokenSecret: string;
  logLevel: (typeof LOG_LEVELS)[number];
  notify: boolean;
}

/** Settings are missing or wrong; `problems` has one line for each, all of them. Never quotes a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The settings (environment variables) have errors:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.problems = problems;
  }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** An IPv6 address stands in brackets in a URL. */
const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function readFile(name: string, file: string, problems: string[]): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    problems.push(`${name}: the file cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return Buffer.alloc(0);
  }
}

function tlsOf(settings: Settings, problems: string[]): TlsSetting {
  const { TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key } = settings;
  if (cert !== undefined && key !== undefined) {
    return {
      cert: readFile('TEMPORAL_TLS_CERT', cert, problems),
      key: readFile('TEMPORAL_TLS_KEY', key, problems),
    };
  }
  if (cert !== undefined) problems.push('TEMPORAL_TLS_KEY: is needed together with TEMPORAL_TLS_CERT');
  if (key !== undefined) problems.push('TEMPORAL_TLS_CERT: is needed together with TEMPORAL_TLS_KEY');
  return settings.TEMPORAL_TLS || settings.TEMPORAL_API_KEY !== undefined;
}

function vapidOf(settings: Settings, problems: string[]): Config['push']['vapid'] {
  const { FOYER_VAPID_PUBLIC_KEY: publicKey, FOYER_VAPID_PRIVATE_KEY: privateKey } = settings;
  if (publicKey === undefined && privateKey === undefined) return null;
  if (publicKey === undefined || privateKey === undefined) {
    problems.push('FOYER_VAPID_PUBLIC_KEY, FOYER_VAPID_PRIVATE_KEY: are needed together');
    return null;
  }
  // push services refuse an address without encryption
  const subject = settings.FOYER_VAPID_SUBJECT ?? settings.FOYER_PUBLIC_URL ?? '';
  if (!/^(mailto|https):/.test(subject))
    problems.push('FOYER_VAPID_SUBJECT: is required where FOYER_PUBLIC_URL is not https');
  return { publicKey, privateKey, subject };
}

function s3Of(settings: Settings): S3Settings | null {
  const { FOYER_S3_BUCKET: bucket, FOYER_S3_ENDPOINT: endpoint, FOYER_S3_REGION: region } = settings;
  const { FOYER_S3_ACCESS_KEY_ID: accessKeyId, FOYER_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (bucket === undefined) return null;
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : null;
  return { bucket, endpoint: endpoint ?? null, region, credentials };
}

const smtpOf = ({ FOYER_SMTP_URL: url, FOYER_SMTP_FROM: from }: Settings): Config['smtp'] =>
  url === undefined || from === undefined ? null : { url, from };

/**
 * Reads all settings once. An empty variable counts as not set. Throws one ConfigError that lists every problem.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name}: ${given[name] === undefined ? 'is required' : issue.message}`;
      }),
    );
  }
  const settings = parsed.data;
  const problems: string[] = [];
  const tls = tlsOf(settings, problems);
  if ((settings.FOYER_S3_ACCESS_KEY_ID === undefined) !== (settings.FOYER_S3_SECRET_ACCESS_KEY === undefined))
    problems.push('FOYER_S3_ACCESS_KEY_ID, FOYER_S3_SECRET_ACCESS_KEY: are needed together');
  const vapid = vapidOf(settings, problems);
  if ((settings.FOYER_SMTP_URL === undefined) !== (settings.FOYER_SMTP_FROM === undefined))
    problems.push('FOYER_SMTP_URL: is needed together with FOYER_SMTP_FROM');
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    databaseUrl: settings.DATABASE_URL,
    databasePoolSize: settings.DATABASE_POOL_SIZE,
    temporal: {
      address: settings.TEMPORAL_ADDRESS,
      namespace: settings.TEMPORAL_NAMESPACE,
      tls,
      apiKey: settings.TEMPORAL_API_KEY,
      taskQueue: settings.TEMPORAL_TASK_QUEUE,
    },
    temporalUiUrl: settings.TEMPORAL_UI_URL === undefined ? null : withoutSlash(settings.TEMPORAL_UI_URL),
    gateway: {
      host: settings.FOYER_HOST,
      port: settings.FOYER_PORT,
      publicUrl: withoutSlash(
        settings.FOYER_PUBLIC_URL ?? `http://${hostInUrl(settings.FOYER_HOST)}:${settings.FOYER_PORT}`,
      ),
      trustProxy: settings.FOYER_TRUST_PROXY,
      limits: {
        sessionsPerAddress: settings.FOYER_SESSIONS_PER_ADDRESS,
        signInsPerAddress: settings.FOYER_SIGN_INS_PER_ADDRESS,
        messagesPerMinute: settings.FOYER_MESSAGES_PER_MINUTE,
      },
    },
    http: { allowedHosts: settings.FOYER_HTTP_ALLOWED_HOSTS ?? [] },
    push: { vapid, allowedHosts: settings.FOYER_PUSH_ALLOWED_HOSTS ?? [] },
    filesDir: settings.FOYER_FILES_DIR,
    s3: s3Of(settings),
    smtp: smtpOf(settings),
    tokenSecret: settings.FOYER_TOKEN_SECRET,
    logLevel: settings.FOYER_LOG_LEVEL,
    notify: settings.FOYER_NOTIFY,
  };
}
