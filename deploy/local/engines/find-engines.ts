import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../errors.ts';
import { cacheFolder } from '../paths.ts';

/** The programs of both engines, and what they must be given to run from where they are. */
export interface Engines {
  mariadb: {
    server: string;
    installDb: string;
    /** Tell MariaDB where its own files are, when it was unpacked outside the system's folders. */
    flags: string[];
    env: NodeJS.ProcessEnv;
  };
  redis: { server: string; env: NodeJS.ProcessEnv };
}

/** What stands in the way of running the engines, each as a sentence. */
export interface Missing {
  missing: string[];
}

/** Where the packages' files are put by someone who may not install packages. */
export const unpackedFolder = path.join(cacheFolder, 'engines/root');

/** INSERT ... RETURNING came with MariaDB 10.5; BullMQ asks for Redis 6.2. */
const OLDEST = { mariadb: [10, 5], redis: [6, 2] } as const;

const SYSTEM_FOLDERS = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/libexec',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/redis/bin',
];

/** Every folder where the system may keep programs. */
export function systemFolders(): string[] {
  return [...(process.env['PATH'] ?? '').split(':').filter(Boolean), ...SYSTEM_FOLDERS];
}

/** The folders of the engines that were unpacked by `unpackEngines`. */
export function unpackedFolders(folder = unpackedFolder): string[] {
  return ['usr/sbin', 'usr/bin'].map((part) => path.join(folder, part));
}

/** Finds both engines in the given folders and checks their versions. */
export function findEngines(folders: string[], linkFolder = path.join(cacheFolder, 'engines/bin')): Engines | Missing {
  const mariadbd = findProgram('mariadbd', folders);
  const mariadbInstallDb = findProgram('mariadb-install-db', folders);
  const redis = findProgram('redis-server', folders) ?? findProgram('redis-check-rdb', folders);
  const missing: string[] = [];
  if (mariadbd === null || mariadbInstallDb === null) missing.push('MariaDB (mariadbd and mariadb-install-db)');
  if (redis === null) missing.push('Redis (redis-server)');
  if (mariadbd === null || mariadbInstallDb === null || redis === null) return { missing };

  const mariadb = {
    server: mariadbd,
    installDb: mariadbInstallDb,
    flags: flagsOfUnpacked(folderOfUnpacked(mariadbd)),
    env: environmentOf(mariadbd),
  };
  const redisServer = path.basename(redis) === 'redis-server' ? redis : linkToRedis(redis, linkFolder);
  const engines = { mariadb, redis: { server: redisServer, env: environmentOf(redis) } };
  const problems = [
    versionProblem(
      'MariaDB',
      mariadbd,
      ['--no-defaults', '--version'],
      /Ver (\d+)\.(\d+)/,
      OLDEST.mariadb,
      mariadb.env,
    ),
    versionProblem('Redis', redisServer, ['--version'], /v=(\d+)\.(\d+)/, OLDEST.redis, engines.redis.env),
  ].filter((problem) => problem !== null);
  return problems.length > 0 ? { missing: problems } : engines;
}

/** The first program of that name in the folders that may be run. */
export function findProgram(name: string, folders: string[]): string | null {
  for (const folder of folders) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue; // not here
    }
  }
  return null;
}

/** Folders with shared libraries inside a folder of unpacked packages, Debian's multiarch ones included. */
export function libraryFolders(folder: string): string[] {
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch as string];
  const parts = ['usr/lib', 'lib', ...(triplet ? [`usr/lib/${triplet}`, `lib/${triplet}`] : [])];
  return parts.map((part) => path.join(folder, part)).filter((part) => existsSync(part));
}

/** Debian's redis-tools holds the server's binary; it becomes the server when it is called by that name. */
function linkToRedis(binary: string, linkFolder: string): string {
  const link = path.join(linkFolder, 'redis-server');
  const target = realpathSync(binary);
  if (!existsSync(link) || realpathSync(link) !== target) {
    mkdirSync(linkFolder, { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(target, link);
  }
  return link;
}

function folderOfUnpacked(program: string): string | null {
  const folder = path.resolve(path.dirname(realpathSync(program)), '../..');
  return existsSync(path.join(folder, '.evosync-unpacked')) ? folder : null;
}

/** Environment for this program's processes alone. */
function environmentOf(program: string): NodeJS.ProcessEnv {
  const folder = folderOfUnpacked(program);
  return folder === null ? {} : { LD_LIBRARY_PATH: libraryFolders(folder).join(':') };
}

function flagsOfUnpacked(folder: string | null): string[] {
  if (folder === null) return [];
  return [
    `--basedir=${folder}/usr`,
    `--lc-messages-dir=${folder}/usr/share/mysql`,
    `--character-sets-dir=${folder}/usr/share/mysql/charsets`,
    `--plugin-dir=${folder}/usr/lib/mysql/plugin`,
  ];
}

/** What is wrong with a program's version, as the name of what is needed; null when it fits. */
function versionProblem(
  name: string,
  program: string,
  args: string[],
  pattern: RegExp,
  [oldestMajor, oldestMinor]: readonly [number, number],
  env: NodeJS.ProcessEnv,
): string | null {
  let text: string;
  try {
    text = execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env }, stdio: 'pipe' });
  } catch (error) {
    return `${name} that runs (${program} does not: ${messageOf(error)})`;
  }
  const [, major = '0', minor = '0'] = pattern.exec(text) ?? [];
  const fits = Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
  return fits ? null : `${name} ${oldestMajor}.${oldestMinor} or newer (${program} is ${major}.${minor})`;
}
