import { Injectable } from '@nestjs/common';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as rule from './rules.js';
import type { Rule } from './rules.js';

/** Every setting of the process, read once at start; the only reader of the environment. */
@Injectable()
export class Settings {
  /** `mysql://user:password@host:port/database` */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Starts the name of every key of ours in Redis, queues included. */
  readonly redisPrefix: string;
  /** The parts of SECRET_KEY; the first signs and encrypts, all verify and decrypt. */
  readonly secretKeys: string[];
  readonly domain: string;
  /** Public address without a trailing slash. */
  readonly baseUrl: string;
  readonly host: string;
  readonly port: number;
  readonly appRole: 'all' | 'api' | 'worker' | 'monitor';
  readonly evotorAppId: string;
  readonly evotorWebhookSecret: string;
  readonly evotorApiUrl: string;
  readonly vkApiUrl: string;
  readonly vkApiVersion: string;
  readonly vkRequestsPerSecond: number;
  readonly vkBatchSize: number;
  readonly vkClientId: string;
  readonly vkIdUrl: string;
  /** Absolute path, or null for the packaged picture. */
  readonly vkDefaultPhotoPath: string | null;
  /** Folder of the photos that merchants give; absolute. All processes share it. */
  readonly photoDir: string;
  readonly vkCategoryId: number;
  readonly vkStockAmount: number;
  readonly catalogRefreshIntervalSeconds: number;
  readonly workerConcurrency: number;
  readonly inviteExpireHours: number;
  readonly emailProvider: 'console' | 'smtp';
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly smsProvider: 'console' | 'smsru';
  readonly smsruApiId: string;
  readonly jivositeWidgetId: string;
  readonly queueMonitorUser: string;
  readonly queueMonitorPassword: string;
  /** Where admins find Bull Board; empty: it is not linked. */
  readonly queueMonitorUrl: string;
  readonly logRetentionDays: number;
  /** Proxies whose word about the caller's address counts: names, addresses or ranges as Express takes them. */
  readonly trustProxy: string[];
  /** Most requests to the REST API in a minute by one caller. */
  readonly apiRequestsPerMinute: number;
  /** Hooks may lead to this host and to private networks: for development and tests. */
  readonly hooksAllowPrivate: boolean;
  /** The wait after the first failed delivery to a hook; each further one is twice as long. */
  readonly hookFirstRetrySeconds: number;
  /** A hook that only fails for so long is switched off. */
  readonly hookGiveUpHours: number;
  readonly systemUserEmail: string;
  readonly systemUserPassword: string;
  readonly isProduction: boolean;
  /** Folder of the built SPA; it need not exist. */
  readonly webDistDir: string;
  readonly logLevels: rule.LogLevels;
}

/** Says which settings are wrong and what is expected of each; never shows a value. */
export class SettingsError extends Error {
  constructor(readonly problems: { name: string; expected: string }[]) {
    const lines = problems.map(({ name, expected }) => `  ${name}: expected ${expected}`);
    super(`Wrong settings (${problems.length}):\n${lines.join('\n')}`);
    this.name = 'SettingsError';
  }
}

type Environment = Record<string, string | undefined>;

interface Setting<T, Unset> {
  names: [string, ...string[]];
  rule: Rule<T>;
  unset: Unset;
}

function setting<T, Unset>(names: string, kind: Rule<T>, unset: Unset): Setting<T, Unset> {
  const [first = names, ...older] = names.split(' ');
  return { names: [first, ...older], rule: kind, unset };
}

const API_PORT = 8080;
const MONITOR_PORT = 5555;
const DEFAULT_SECRET = 'change-me-in-production';
const DEFAULT_MONITOR_PASSWORD = 'changeme';

const sheet = {
  databaseUrl: setting('DATABASE_URL', rule.databaseUrl, 'mysql://evosync:evosync@db:3306/evosync'),
  redisUrl: setting('REDIS_URL', rule.redisUrl, 'redis://redis:6379/0'),
  redisPrefix: setting('REDIS_PREFIX', rule.textLike(/^[\w-]{1,60}$/, 'letters, digits, - and _'), 'evosync'),
  secretKeys: setting('SECRET_KEY', rule.list, [DEFAULT_SECRET]),
  domain: setting('DOMAIN', rule.textLike(/^[\p{L}\d.-]{1,253}$/u, 'a host name without a scheme or path'), ''),
  baseUrl: setting('BASE_URL', rule.httpUrl, ''),
  host: setting('HOST', rule.textLike(/^[\w.:-]{1,253}$/, 'an address to listen on, such as 127.0.0.1'), ''),
  port: setting('PORT', rule.wholeNumber(0, 65535), null),
  appRole: setting('APP_ROLE', rule.oneOf('all', 'api', 'worker', 'monitor'), 'all' as const),
  evotorAppId: setting('EVOTOR_APP_ID', rule.text, ''),
  evotorWebhookSecret: setting('EVOTOR_WEBHOOK_SECRET', rule.text, ''),
  evotorApiUrl: setting('EVOTOR_API_URL', rule.httpUrl, 'https://api.evotor.ru'),
  vkApiUrl: setting('VK_API_URL', rule.httpUrl, 'https://api.vk.com/method'),
  vkApiVersion: setting('VK_API_VERSION', rule.textLike(/^\d{1,3}\.\d{1,4}$/, 'a version such as 5.199'), '5.199'),
  vkRequestsPerSecond: setting('VK_REQUESTS_PER_SECOND', rule.decimal(0.1, 10_000), 3),
  vkBatchSize: setting('VK_BATCH_SIZE', rule.wholeNumber(1, 25), 25),
  vkClientId: setting('VK_CLIENT_ID', rule.text, ''),
  vkIdUrl: setting('VK_ID_URL', rule.httpUrl, 'https://id.vk.com'),
  vkDefaultPhotoPath: setting('VK_DEFAULT_PHOTO_PATH', rule.readableFile, null),
  photoDir: setting('PHOTO_DIR', rule.folder, resolve('data/photos')),
  vkCategoryId: setting('VK_CATEGORY_ID', rule.wholeNumber(1, 2_147_483_647), 40932),
  vkStockAmount: setting('VK_STOCK_AMOUNT', rule.wholeNumber(0, 999_999), 1000),
  catalogRefreshIntervalSeconds: setting('CATALOG_REFRESH_INTERVAL_SECONDS', rule.wholeNumber(1, 2_678_400), 3600),
  workerConcurrency: setting('WORKER_CONCURRENCY', rule.wholeNumber(1, 1000), 10),
  inviteExpireHours: setting('INVITE_EXPIRE_HOURS', rule.wholeNumber(1, 8760), 48),
  emailProvider: setting('EMAIL_PROVIDER', rule.oneOf('console', 'smtp'), 'console' as const),
  smtpUrl: setting('SMTP_URL', rule.textLike(/^smtps?:\/\/\S+$/, 'smtp://user:password@host:port'), ''),
  mailFrom: setting(
    'MAIL_FROM',
    rule.textLike(/^[^@]*[^\s@]@[^\s@]+$/, 'an e-mail address, with a name or without'),
    '',
  ),
  smsProvider: setting('SMS_PROVIDER', rule.oneOf('console', 'smsru'), 'console' as const),
  smsruApiId: setting('SMSRU_API_ID', rule.text, ''),
  jivositeWidgetId: setting(
    'JIVOSITE_WIDGET_ID',
    rule.textLike(/^[\w-]{1,64}$/, 'the identifier of the chat widget'),
    '',
  ),
  queueMonitorUser: setting(
    'QUEUE_MONITOR_USER FLOWER_USER',
    rule.textLike(/^[^:]+$/, 'a name without a colon'),
    'admin',
  ),
  queueMonitorPassword: setting('QUEUE_MONITOR_PASSWORD FLOWER_PASSWORD', rule.text, DEFAULT_MONITOR_PASSWORD),
  queueMonitorUrl: setting('QUEUE_MONITOR_URL', rule.httpUrl, ''),
  logRetentionDays: setting('LOG_RETENTION_DAYS', rule.wholeNumber(1, 3650), 30),
  trustProxy: setting('TRUST_PROXY', rule.proxies, ['loopback', 'linklocal', 'uniquelocal']),
  apiRequestsPerMinute: setting('API_REQUESTS_PER_MINUTE', rule.wholeNumber(1, 1_000_000), 3000),
  hooksAllowPrivate: setting('HOOKS_ALLOW_PRIVATE', rule.yesOrNo, false),
  hookFirstRetrySeconds: setting('HOOK_FIRST_RETRY_SECONDS', rule.decimal(0.01, 3600), 30),
  hookGiveUpHours: setting('HOOK_GIVE_UP_HOURS', rule.decimal(0, 8760), 120),
  systemUserEmail: setting('SYSTEM_USER_EMAIL', rule.textLike(/^[^\s@]+@[^\s@]+$/, 'an e-mail address'), ''),
  systemUserPassword: setting('SYSTEM_USER_PASSWORD', rule.text, ''),
  webDistDir: setting('WEB_DIST_DIR', rule.text, fileURLToPath(new URL('../../../web/dist', import.meta.url))),
  logLevels: setting('LOG_LEVEL', rule.logLevels, {
    all: 'info',
    modules: {},
  } satisfies rule.LogLevels as rule.LogLevels),
};

type Sheet = typeof sheet;
type Values = {
  -readonly [Key in keyof Sheet]: Sheet[Key] extends Setting<infer T, infer Unset> ? T | Unset : never;
};

/**
 * Reads and checks all settings at once. An empty value counts as unset.
 * @throws SettingsError naming every wrong setting
 */
export function loadSettings(env: Environment): Settings {
  const problems: { name: string; expected: string }[] = [];
  const values = Object.fromEntries(
    Object.entries(sheet).map(([key, one]) => {
      const name = one.names.find((candidate) => env[candidate]);
      if (!name) return [key, one.unset];
      const value = one.rule.read(env[name] ?? '');
      if (value === undefined) problems.push({ name, expected: one.rule.expected });
      return [key, value ?? one.unset];
    }),
  ) as Values;

  const isProduction = env.NODE_ENV === 'production';
  problems.push(...contradictions(values, isProduction));
  if (problems.length > 0) throw new SettingsError(problems);

  const port = values.port ?? (values.appRole === 'monitor' ? MONITOR_PORT : API_PORT);
  const complete: Settings = {
    ...values,
    port,
    host: values.host || (isProduction ? '0.0.0.0' : '127.0.0.1'),
    baseUrl: values.baseUrl || (values.domain ? `https://${values.domain}` : `http://127.0.0.1:${port}`),
    isProduction,
  };
  return Object.assign(new Settings(), complete);
}

function contradictions(values: Values, isProduction: boolean): { name: string; expected: string }[] {
  const needed = (name: string, wrong: boolean, expected: string) => (wrong ? [{ name, expected }] : []);
  const smtp = values.emailProvider === 'smtp';
  return [
    ...needed(
      'SECRET_KEY',
      isProduction && values.secretKeys.includes(DEFAULT_SECRET),
      'a secret of your own in production, not the default one',
    ),
    ...needed(
      'QUEUE_MONITOR_PASSWORD',
      isProduction && values.queueMonitorPassword === DEFAULT_MONITOR_PASSWORD,
      'a password of your own in production, not the default one',
    ),
    ...needed('HOOKS_ALLOW_PRIVATE', isProduction && values.hooksAllowPrivate, 'no in production'),
    ...needed('SMTP_URL', smtp && !values.smtpUrl, 'an address when EMAIL_PROVIDER is smtp'),
    ...needed('MAIL_FROM', smtp && !values.mailFrom, 'a sender when EMAIL_PROVIDER is smtp'),
    ...needed('SMSRU_API_ID', values.smsProvider === 'smsru' && !values.smsruApiId, 'a key when SMS_PROVIDER is smsru'),
    ...needed(
      'SYSTEM_USER_PASSWORD',
      !!values.systemUserEmail && !values.systemUserPassword,
      'a password for SYSTEM_USER_EMAIL',
    ),
    ...needed(
      'SYSTEM_USER_EMAIL',
      !values.systemUserEmail && !!values.systemUserPassword,
      'an address for SYSTEM_USER_PASSWORD',
    ),
  ];
}
