import { z } from 'zod';
import { LIMITS } from '#libs/contracts';

const port = z.coerce.number().int().min(1).max(65_535);
/** `true`, `false`, `1`, `0`, `yes`, `no`, `on`, `off`. */
const flag = z.stringbool();
const url = (protocols: RegExp) => z.url({ protocol: protocols });
const atLeastOne = z.coerce.number().int().min(1);
const path = z.string().min(1);

const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
/** Names or addresses by commas or blanks, each with or without a port; IPv6 in brackets. */
const hosts = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter((host) => host !== ''),
  )
  .refine((list) => list.every((host) => HOST.test(host)), { message: 'must be hosts or host:port, by commas' });

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every setting by the name of its environment variable. docs/OPERATIONS.md lists the same. */
export const settingsSchema = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/).describe('PostgreSQL, as a URL'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(500).default(10).describe('Connections of one process'),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/:]+:\d{1,5}$/, 'must be host:port')
    .default('127.0.0.1:7233')
    .describe('Temporal’s gRPC service, host:port'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('foyer').describe('Namespace of the workflows'),
  TEMPORAL_TLS: flag.default(false).describe('Encrypt the connection; implied by a key or an API key'),
  TEMPORAL_TLS_CERT: path.optional().describe('File with the client certificate (PEM)'),
  TEMPORAL_TLS_KEY: path.optional().describe('File with the client certificate’s key (PEM)'),
  TEMPORAL_API_KEY: z.string().min(1).optional().describe('For Temporal Cloud'),
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('foyer').describe('Where workers look for work'),
  TEMPORAL_UI_URL: url(/^https?$/)
    .optional()
    .describe('For links from a conversation to its workflow'),
  FOYER_HOST: z.string().min(1).default('127.0.0.1').describe('Address that the gateway listens on'),
  FOYER_PORT: port.default(3000).describe('Port that the gateway listens on'),
  FOYER_PUBLIC_URL: url(/^https?$/)
    .optional()
    .describe('How browsers reach the gateway; default http://host:port'),
  FOYER_TRUST_PROXY: flag.default(false).describe('Take the visitor’s address from X-Forwarded-For'),
  FOYER_SESSIONS_PER_ADDRESS: atLeastOne
    .default(LIMITS.sessionsPerAddress)
    .describe('First acts that one address may send in 12 hours'),
  FOYER_SIGN_INS_PER_ADDRESS: atLeastOne
    .default(LIMITS.signInsPerAddress)
    .describe('Sign-ins that one address may try in 5 minutes'),
  FOYER_MESSAGES_PER_MINUTE: atLeastOne
    .default(LIMITS.visitorMessagesPerMinute)
    .describe('Messages that one visitor may send in a minute'),
  FOYER_HTTP_ALLOWED_HOSTS: hosts
    .optional()
    .describe('Internal hosts (or host:port) that http cards may ask; all others must be public'),
  FOYER_VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{87}$/, 'must be a public key as make-vapid-keys prints it')
    .optional()
    .describe('For Web Push; make-vapid-keys prints a pair. Without one, nobody is reached with the inbox closed'),
  FOYER_VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, 'must be a private key as make-vapid-keys prints it')
    .optional()
    .describe('The other half of the pair'),
  FOYER_VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'must be a mailto: or https: address')
    .optional()
    .describe('Whom push services may write to: "mailto:…" or "https://…"; default the public URL'),
  FOYER_PUSH_ALLOWED_HOSTS: hosts
    .optional()
    .describe('Internal hosts (or host:port) that may be push services, also without encryption; for tests'),
  FOYER_FILES_DIR: path
    .default('.foyer/files')
    .describe('Folder for what visitors upload; all gateways need the same one'),
  FOYER_S3_BUCKET: z.string().min(3).optional().describe('Keep uploads in this bucket and not in the folder'),
  FOYER_S3_ENDPOINT: url(/^https?$/)
    .optional()
    .describe('An S3-compatible service; without it Amazon’s'),
  FOYER_S3_REGION: z.string().min(1).default('us-east-1').describe('Region of the bucket'),
  FOYER_S3_ACCESS_KEY_ID: z.string().min(1).optional().describe('Without it the AWS environment is asked'),
  FOYER_S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe('Together with the access key'),
  FOYER_SMTP_URL: url(/^smtps?$/)
    .optional()
    .describe('Mail server for transcripts, smtps://user:password@host:465; without it no e-mail is sent'),
  FOYER_SMTP_FROM: z.email().optional().describe('Sender of transcripts; needed with FOYER_SMTP_URL'),
  FOYER_TOKEN_SECRET: z.string().min(32).describe('Signs the tokens of agents and visitors; at least 32 characters'),
  FOYER_LOG_LEVEL: z
    .enum(LOG_LEVELS)
    .default('info')
    .describe(`One of ${LOG_LEVELS.join(', ')}`),
  FOYER_NOTIFY: flag.default(true).describe('Hints between gateways by LISTEN/NOTIFY; without it they poll'),
});
export type Settings = z.infer<typeof settingsSchema>;
