import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { RunnerError } from './errors.ts';
import { inRoot } from './paths.ts';

export type Settings = Record<string, string | undefined>;

/** The key that stands in the examples; nobody's data may be locked with it. */
const EXAMPLE_SECRET_KEY = 'change-me-in-production';
const DEFAULT_PORT = 8080;

/** The environment over the lines of a `.env` file; an empty value counts as not given. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env, file = inRoot('.env')): Settings {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const given = Object.entries({ ...fromFile, ...environment });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ''));
}

/** The port the product serves on. Throws RunnerError, naming the setting, when it is no port. */
export function portOf(settings: Settings, name = 'PORT', fallback = DEFAULT_PORT): number {
  const text = settings[name];
  if (text === undefined) return fallback;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) throw new RunnerError(`${name} must be a port from 1 to 65535.`);
  return port;
}

/** Where `local` keeps its data: LOCAL_DATA_DIR (relative to the checkout), default `.local`. */
export function dataFolderOf(settings: Settings): string {
  return inRoot(settings['LOCAL_DATA_DIR'] ?? '.local');
}

/** The key given in the settings, else one made once and kept in the data folder for its owner alone. */
export function secretKeyOf(settings: Settings, dataFolder: string): string {
  const given = settings['SECRET_KEY'];
  if (given !== undefined && given !== EXAMPLE_SECRET_KEY) return given;
  const file = path.join(dataFolder, 'secret-key');
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** What the product is given when it runs on private engines; a DOMAIN without BASE_URL is left to the product. */
export function productEnvironment(
  settings: Settings,
  fixed: { databaseUrl: string; redisUrl: string; port: number; dataFolder: string },
): Settings {
  const baseUrl = settings['BASE_URL'] ?? (settings['DOMAIN'] ? undefined : `http://127.0.0.1:${fixed.port}`);
  return {
    ...settings,
    NODE_ENV: settings['NODE_ENV'] ?? 'development',
    DATABASE_URL: fixed.databaseUrl,
    REDIS_URL: fixed.redisUrl,
    PORT: String(fixed.port),
    SECRET_KEY: secretKeyOf(settings, fixed.dataFolder),
    WEB_DIST_DIR: inRoot('apps/web/dist'),
    PHOTO_DIR: settings['PHOTO_DIR'] ?? path.join(fixed.dataFolder, 'photos'),
    ...(baseUrl === undefined ? {} : { BASE_URL: baseUrl }),
  };
}
