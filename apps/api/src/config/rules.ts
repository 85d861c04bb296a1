import { accessSync, constants } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';

/** How one setting is read: what to expect (shown to the operator) and the reading itself; `undefined` means wrong. */
export interface Rule<T> {
  expected: string;
  read(text: string): T | undefined;
}

/** Any text. */
export const text: Rule<string> = { expected: 'a text', read: (value) => value };

/** A text that fits `pattern`. */
export function textLike(pattern: RegExp, expected: string): Rule<string> {
  return { expected, read: (value) => (pattern.test(value) ? value : undefined) };
}

/** A whole number between `min` and `max`, both included. */
export function wholeNumber(min: number, max: number): Rule<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    read: (value) => (/^\d{1,15}$/.test(value) && inRange(Number(value), min, max) ? Number(value) : undefined),
  };
}

/** A number, possibly with a fraction, between `min` and `max`. */
export function decimal(min: number, max: number): Rule<number> {
  return {
    expected: `a number from ${min} to ${max}`,
    read: (value) =>
      /^\d{1,9}(\.\d{1,6})?$/.test(value) && inRange(Number(value), min, max) ? Number(value) : undefined,
  };
}

/** One of the listed words. */
export function oneOf<T extends string>(...words: T[]): Rule<T> {
  return { expected: `one of: ${words.join(', ')}`, read: (value) => words.find((word) => word === value) };
}

/** How much is logged, from everything to nothing. */
export const logLevelNames = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevelNames)[number];

/** How much is logged: everywhere, and where a module has a level of its own. */
export interface LogLevels {
  all: LogLevel;
  modules: Readonly<Record<string, LogLevel>>;
}

/** One level for everything, and `module=level` for those that differ: `info,sync=debug`. */
export const logLevels: Rule<LogLevels> = {
  expected: `one of: ${logLevelNames.join(', ')}; then, if wanted, module=level after commas, such as info,sync=debug`,
  read(value) {
    const levels: { all: LogLevel; modules: Record<string, LogLevel> } = { all: 'info', modules: {} };
    for (const part of value.split(',').map((one) => one.trim())) {
      const [, module, word] = /^(?:([a-z][a-z-]*)=)?([a-z]+)$/.exec(part) ?? [];
      const level = logLevelNames.find((name) => name === word);
      if (!level) return undefined;
      if (module) levels.modules[module] = level;
      else levels.all = level;
    }
    return levels;
  },
};

/** `yes` or `no`. */
export const yesOrNo: Rule<boolean> = {
  expected: 'yes or no',
  read: (value) => ({ yes: true, no: false })[value],
};

/** An http(s) address, read without its trailing slash. */
export const httpUrl: Rule<string> = {
  expected: 'an http:// or https:// address',
  read: (value) => (urlOf(value, 'http:', 'https:') ? value.replace(/\/+$/, '') : undefined),
};

/** MariaDB's address; the `mysql+pymysql://` of older deployments is read as `mysql://`. */
export const databaseUrl: Rule<string> = {
  expected: 'mysql://user:password@host:port/database',
  read(value) {
    const plain = value.replace(/^(mysql|mariadb)(\+\w+)?:/, 'mysql:');
    const url = urlOf(plain, 'mysql:');
    return url?.hostname && /^\/[^/]+$/.test(url.pathname) ? plain : undefined;
  },
};

/** Redis' address. */
export const redisUrl: Rule<string> = {
  expected: 'redis://host:port/number (or rediss://)',
  read: (value) => {
    const url = urlOf(value, 'redis:', 'rediss:');
    return url?.hostname && /^(\/\d{0,3})?$/.test(url.pathname) ? value : undefined;
  },
};

/** A comma-separated list with at least one part. */
export const list: Rule<string[]> = {
  expected: 'a text, or several separated by commas',
  read(value) {
    const parts = value.split(',').map((part) => part.trim());
    return parts.every(Boolean) ? parts : undefined;
  },
};

/** Proxies to be trusted: `none`, or a comma-separated list of names of ranges, addresses and CIDR ranges. */
export const proxies: Rule<string[]> = {
  expected: 'none, or a list of: loopback, linklocal, uniquelocal, IP addresses and ranges such as 10.0.0.0/8',
  read(value) {
    if (value === 'none') return [];
    return list.read(value)?.every(isProxy) ? list.read(value) : undefined;
  },
};

/** A file that this process can read, as an absolute path. */
export const readableFile: Rule<string> = {
  expected: 'the path of a readable file',
  read(value) {
    const path = isAbsolute(value) ? value : resolve(value);
    try {
      accessSync(path, constants.R_OK);
      return path;
    } catch {
      return undefined;
    }
  },
};

/** A folder, as an absolute path; it need not exist yet. */
export const folder: Rule<string> = {
  expected: 'the path of a folder',
  read: (value) => (value.includes('\0') ? undefined : resolve(value)),
};

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function inRange(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

function urlOf(value: string, ...protocols: string[]): URL | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  return protocols.includes(url.protocol) ? url : undefined;
}
