import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig, temporalConnectionOptions } from './index.ts';

const least = {
  DATABASE_URL: 'postgresql://foyer:secret@db.example:5432/foyer',
  FOYER_TOKEN_SECRET: 'x'.repeat(32),
};

const problemsOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
  throw new Error('no ConfigError was thrown');
};

describe('loadConfig', () => {
  it('needs a database and a secret only, and listens on the loopback', () => {
    expect(loadConfig(least)).toEqual({
      databaseUrl: least.DATABASE_URL,
      databasePoolSize: 10,
      temporal: { address: '127.0.0.1:7233', namespace: 'foyer', tls: false, apiKey: undefined, taskQueue: 'foyer' },
      temporalUiUrl: null,
      gateway: {
        host: '127.0.0.1',
        port: 3000,
        publicUrl: 'http://127.0.0.1:3000',
        trustProxy: false,
        limits: { sessionsPerAddress: 60, signInsPerAddress: 20, messagesPerMinute: 100 },
      },
      http: { allowedHosts: [] },
      push: { vapid: null, allowedHosts: [] },
      filesDir: '.foyer/files',
      s3: null,
      smtp: null,
      tokenSecret: least.FOYER_TOKEN_SECRET,
      logLevel: 'info',
      notify: true,
    });
  });

  it('lists every problem at once, by the name of the variable', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://x',
      FOYER_TOKEN_SECRET: 'short',
      FOYER_PORT: '70000',
      FOYER_NOTIFY: 'perhaps',
      FOYER_LOG_LEVEL: 'loud',
      TEMPORAL_ADDRESS: 'http://temporal',
    });
    expect(problems.map((line) => line.split(':')[0]).sort()).toEqual([
      'DATABASE_URL',
      'FOYER_LOG_LEVEL',
      'FOYER_NOTIFY',
      'FOYER_PORT',
      'FOYER_TOKEN_SECRET',
      'TEMPORAL_ADDRESS',
    ]);
  });

  it('says what is required, and takes an empty variable for a missing one', () => {
    expect(problemsOf({ DATABASE_URL: '' })).toEqual(['DATABASE_URL: is required', 'FOYER_TOKEN_SECRET: is required']);
    expect(loadConfig({ ...least, FOYER_PORT: '' }).gateway.port).toBe(3000);
  });

  it('never quotes a value, which may be a secret', () => {
    const secret = 'a-secret-of-30-characters-only';
    expect(problemsOf({ ...least, FOYER_TOKEN_SECRET: secret }).join('\n')).not.toContain(secret);
    const url = 'mysql://foyer:hunter2@db';
    expect(problemsOf({ ...least, DATABASE_URL: url }).join('\n')).not.toContain('hunter2');
  });

  it.each([
    ['::1', '3100', 'http://[::1]:3100'],
    ['0.0.0.0', '80', 'http://0.0.0.0:80'],
  ])('makes the public URL of %s and port %s', (FOYER_HOST, FOYER_PORT, url) => {
    expect(loadConfig({ ...least, FOYER_HOST, FOYER_PORT }).gateway.publicUrl).toBe(url);
  });

  it('cuts slashes from the end of URLs', () => {
    const env = { ...least, FOYER_PUBLIC_URL: 'https://chat.example/', TEMPORAL_UI_URL: 'https://temporal.example//' };
    const { gateway, temporalUiUrl } = loadConfig(env);
    expect([gateway.publicUrl, temporalUiUrl]).toEqual(['https://chat.example', 'https://temporal.example']);
  });

  it('lists hosts that http cards may ask, by commas or blanks', () => {
    const allowed = (FOYER_HTTP_ALLOWED_HOSTS: string) => loadConfig({ ...least, FOYER_HTTP_ALLOWED_HOSTS }).http;
    expect(allowed('crm.internal, Billing:8080 [::1]:3000').allowedHosts).toEqual([
      'crm.internal',
      'billing:8080',
      '[::1]:3000',
    ]);
    for (const wrong of ['http://crm.internal', 'crm/path', 'crm:port', 'a@b'])
      expect(problemsOf({ ...least, FOYER_HTTP_ALLOWED_HOSTS: wrong })).toEqual([
        'FOYER_HTTP_ALLOWED_HOSTS: must be hosts or host:port, by commas',
      ]);
  });

  it('takes both keys for Web Push or none, and needs an address for push services', () => {
    const keys = { FOYER_VAPID_PUBLIC_KEY: 'p'.repeat(87), FOYER_VAPID_PRIVATE_KEY: 's'.repeat(43) };
    const [publicKey, privateKey] = Object.values(keys);
    const subject = 'mailto:ops@shop.example';
    expect(loadConfig({ ...least, ...keys, FOYER_VAPID_SUBJECT: subject }).push.vapid).toEqual({
      publicKey,
      privateKey,
      subject,
    });
    const FOYER_PUBLIC_URL = 'https://chat.example';
    expect(loadConfig({ ...least, ...keys, FOYER_PUBLIC_URL }).push.vapid?.subject).toBe(FOYER_PUBLIC_URL);
    expect(problemsOf({ ...least, ...keys })).toEqual([
      'FOYER_VAPID_SUBJECT: is required where FOYER_PUBLIC_URL is not https',
    ]);
    expect(problemsOf({ ...least, FOYER_VAPID_PUBLIC_KEY: publicKey })).toEqual([
      'FOYER_VAPID_PUBLIC_KEY, FOYER_VAPID_PRIVATE_KEY: are needed together',
    ]);
  });

  it('keeps files in a bucket where one is named, with both keys or none', () => {
    const bucket = { ...least, FOYER_S3_BUCKET: 'uploads', FOYER_S3_ENDPOINT: 'http://minio:9000' };
    expect(loadConfig(bucket).s3).toEqual({
      bucket: 'uploads',
      endpoint: 'http://minio:9000',
      region: 'us-east-1',
      credentials: null,
    });
    const keys = { FOYER_S3_ACCESS_KEY_ID: 'id', FOYER_S3_SECRET_ACCESS_KEY: 'secret' };
    expect(loadConfig({ ...bucket, ...keys }).s3?.credentials).toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
    });
    expect(problemsOf({ ...bucket, FOYER_S3_ACCESS_KEY_ID: 'id' })).toHaveLength(1);
  });

  it('sends e-mail where server and sender are given, both or none', () => {
    const FOYER_SMTP_URL = 'smtps://user:secret@mail.example:465';
    const FOYER_SMTP_FROM = 'chat@shop.example';
    expect(loadConfig({ ...least, FOYER_SMTP_URL, FOYER_SMTP_FROM }).smtp).toEqual({
      url: FOYER_SMTP_URL,
      from: FOYER_SMTP_FROM,
    });
    const together = 'FOYER_SMTP_URL: is needed together with FOYER_SMTP_FROM';
    expect(problemsOf({ ...least, FOYER_SMTP_URL })).toEqual([together]);
    expect(problemsOf({ ...least, FOYER_SMTP_FROM })).toEqual([together]);
    expect(problemsOf({ ...least, FOYER_SMTP_FROM, FOYER_SMTP_URL: 'https://mail.example' })).toHaveLength(1);
  });

  it('encrypts the connection to Temporal when an API key is given', () => {
    const config = loadConfig({ ...least, TEMPORAL_ADDRESS: 'eu.example:7233', TEMPORAL_API_KEY: 'key' });
    expect(temporalConnectionOptions(config)).toEqual({ address: 'eu.example:7233', apiKey: 'key', tls: true });
  });

  describe('with a client certificate', () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-config-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads both files', () => {
      const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
      writeFileSync(cert, 'certificate');
      writeFileSync(key, 'key');
      const { tls } = loadConfig({ ...least, TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key }).temporal;
      expect(tls).toEqual({ cert: Buffer.from('certificate'), key: Buffer.from('key') });
    });

    it('refuses a certificate without its key, and files that do not exist', () => {
      expect(problemsOf({ ...least, TEMPORAL_TLS_CERT: join(folder, 'cert.pem') })).toEqual([
        'TEMPORAL_TLS_KEY: is needed together with TEMPORAL_TLS_CERT',
      ]);
      const env = { ...least, TEMPORAL_TLS_CERT: join(folder, 'no.pem'), TEMPORAL_TLS_KEY: join(folder, 'no.key') };
      expect(problemsOf(env)).toEqual([
        'TEMPORAL_TLS_CERT: the file cannot be read (ENOENT)',
        'TEMPORAL_TLS_KEY: the file cannot be read (ENOENT)',
      ]);
    });
  });
});
