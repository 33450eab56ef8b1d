import { urlIn } from '@app/kernel';
import { resolve } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './project-root';

/** The injection token of the settings. */
export const CONFIG = Symbol('Config');

const url = (what: string, ...protocols: string[]) =>
  z
    .string()
    .refine((text) => protocols.includes(urlIn(text)?.protocol.slice(0, -1) ?? ''), {
      error: `must be ${what}, like ${protocols[0]}://...`,
    })
    .optional();

const number = (fallback: number, least: number, most: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${least} to ${most}` })
    .int({ error: `must be a whole number from ${least} to ${most}` })
    .min(least, { error: `must be a whole number from ${least} to ${most}` })
    .max(most, { error: `must be a whole number from ${least} to ${most}` })
    .default(fallback);

/** Every setting, with its default; README prints the same table. */
const settings = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], { error: 'must be development, test or production' })
    .default('development'),
  PORT: number(3000, 0, 65_535),
  HOST: z.string().min(1).default('127.0.0.1'),
  BASE_URL: url('a web address', 'http', 'https'),
  API_URL: url('a web address', 'http', 'https'),
  MAPS_URL: url('a web address', 'http', 'https'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: url('the address of a PostgreSQL database', 'postgres', 'postgresql'),
  MIGRATION_DATABASE_URL: url('the address of a PostgreSQL database', 'postgres', 'postgresql'),
  DATABASE_POOL: number(10, 2, 200),
  REDIS_URL: url('the address of a Redis server', 'redis', 'rediss'),
  SMTP_URL: url('the address of a mail server', 'smtp', 'smtps'),
  MAIL_FROM: z.string().min(3).default('Waymark <no-reply@waymark.test>'),
  CLAMD_URL: url('the address of clamd', 'tcp'),
  FILE_STORE_URL: url('the address of a bucket', 'https', 'http').refine((text) => text === undefined || isBare(text), {
    error: 'must be the address of a bucket alone: the key to it is in FILE_STORE_KEY_ID and FILE_STORE_SECRET',
  }),
  FILE_STORE_REGION: z
    .string()
    .regex(/^[\w-]+$/, { error: 'must be the name of a region, like us-east-1' })
    .default('us-east-1'),
  FILE_STORE_KEY_ID: z.string().min(1).optional(),
  FILE_STORE_SECRET: z.string().min(1).optional(),
  SESSION_SECRET: z.string().min(32, { error: 'must be a secret of at least 32 characters' }).optional(),
  TRUST_PROXY: number(0, 0, 10),
  RETENTION_DAYS: z
    .string()
    .regex(/^ *[a-z-]+ *= *\d{1,5} *(, *[a-z-]+ *= *\d{1,5} *)*$/, {
      error: 'must be kinds of personal data with their days, like respondent=365, ledger=200',
    })
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
  METRICS_TOKEN: z.string().min(16, { error: 'must have at least 16 characters' }).optional(),
  DEMO_PASSWORD: z.string().min(12, { error: 'must have at least 12 characters' }).optional(),
  DEMO_API_KEY: z.string().min(8, { error: 'must have at least 8 characters' }).optional(),
});

/** The names of all settings: README and docker/ name the same. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** The settings of one process, parsed once and frozen. */
export type Config = Readonly<{
  nodeEnv: 'development' | 'test' | 'production';
  production: boolean;
  port: number;
  host: string;
  baseUrl: string;
  apiUrl: string;
  mapsUrl: string;
  dataDir: string;
  databaseUrl: string | null;
  migrationDatabaseUrl: string | null;
  databasePool: number;
  redisUrl: string | null;
  smtpUrl: string | null;
  mailFrom: string;
  clamdUrl: string | null;
  /** The bucket that keeps the files; null: the folder DATA_DIR does. */
  fileStore: Readonly<{ url: string; region: string; keyId: string; secret: string }> | null;
  sessionSecret: string | null;
  trustProxy: number;
  /** For how many days some kinds of personal data are kept, instead of their defaults. */
  retentionDays: Readonly<Record<string, number>>;
  logLevel: string;
  metricsToken: string | null;
  demoPassword: string | null;
  demoApiKey: string | null;
}>;

const neededInProduction = ['BASE_URL', 'DATABASE_URL', 'SESSION_SECRET', 'SMTP_URL'] as const;

/**
 * The settings from the environment; an empty value counts as unset.
 * @throws Error with one sentence that names the setting
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`The setting ${issue?.path.join('.')} ${issue?.message}.`);
  }
  const s = parsed.data;
  if (s.MIGRATION_DATABASE_URL !== undefined && s.DATABASE_URL === undefined) {
    throw new Error('The setting DATABASE_URL is required when MIGRATION_DATABASE_URL is set.');
  }
  const production = s.NODE_ENV === 'production';
  if (production) {
    for (const name of neededInProduction) {
      if (s[name] === undefined) throw new Error(`The setting ${name} is required in production.`);
    }
    if (s.DEMO_PASSWORD !== undefined) {
      throw new Error('The setting DEMO_PASSWORD has no place in production: there are no demo people.');
    }
    if (s.DEMO_API_KEY !== undefined) {
      throw new Error("The setting DEMO_API_KEY has no place in production: there every key is somebody's.");
    }
  }
  const baseUrl = withoutSlash(s.BASE_URL ?? `http://${s.HOST}:${s.PORT}`);
  return Object.freeze({
    nodeEnv: s.NODE_ENV,
    production,
    port: s.PORT,
    host: s.HOST,
    baseUrl,
    apiUrl: withoutSlash(s.API_URL ?? baseUrl),
    mapsUrl: withoutSlash(s.MAPS_URL ?? baseUrl),
    dataDir: resolve(projectRoot(), s.DATA_DIR),
    databaseUrl: s.DATABASE_URL ?? null,
    migrationDatabaseUrl: s.MIGRATION_DATABASE_URL ?? null,
    databasePool: s.DATABASE_POOL,
    redisUrl: s.REDIS_URL ?? null,
    smtpUrl: s.SMTP_URL ?? null,
    mailFrom: s.MAIL_FROM,
    clamdUrl: s.CLAMD_URL ?? null,
    fileStore: fileStoreOf(s),
    sessionSecret: s.SESSION_SECRET ?? null,
    trustProxy: s.TRUST_PROXY,
    retentionDays: daysByKind(s.RETENTION_DAYS ?? ''),
    logLevel: s.LOG_LEVEL,
    metricsToken: s.METRICS_TOKEN ?? null,
    demoPassword: production ? null : (s.DEMO_PASSWORD ?? 'waymark demo 2026'),
    demoApiKey: production ? null : (s.DEMO_API_KEY ?? 'demo-key'),
  });
}

/** A bucket and its key come together or not at all. */
function fileStoreOf(s: z.infer<typeof settings>): Config['fileStore'] {
  const { FILE_STORE_URL: url, FILE_STORE_KEY_ID: keyId, FILE_STORE_SECRET: secret } = s;
  if (url === undefined && keyId === undefined && secret === undefined) return null;
  const missing = (name: string) =>
    new Error(`The setting ${name} is required: a bucket for files and its key go together.`);
  if (url === undefined) throw missing('FILE_STORE_URL');
  if (keyId === undefined) throw missing('FILE_STORE_KEY_ID');
  if (secret === undefined) throw missing('FILE_STORE_SECRET');
  return Object.freeze({ url: withoutSlash(url), region: s.FILE_STORE_REGION, keyId, secret });
}

/** The days of each kind that the setting names. */
function daysByKind(text: string): Config['retentionDays'] {
  const pairs = [...text.matchAll(/([a-z-]+) *= *(\d+)/g)].map(([, kind = '', days]) => [kind, Number(days)]);
  return Object.freeze(Object.fromEntries(pairs) as Record<string, number>);
}

/** Whether an address (that is one) has nothing in it that must not be shown. */
function isBare(address: string): boolean {
  const url = urlIn(address);
  if (url === null) return true;
  const { username, password, search, hash } = url;
  return username + password + search + hash === '';
}

const withoutSlash = (address: string): string => address.replace(/\/$/, '');
