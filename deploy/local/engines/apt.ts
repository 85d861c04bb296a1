import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { print, printWhileWaiting } from '../print.ts';
import { startChild } from '../processes/child.ts';
import { RunnerError } from '../errors.ts';
import type { Session } from '../session.ts';
import { findProgram, systemFolders } from './find-engines.ts';

const LOCK_PATIENCE = ['-o', 'DPkg::Lock::Timeout=300'];
const NONINTERACTIVE = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };

/** True where packages come by apt. */
export function hasApt(): boolean {
  return findProgram('apt-get', systemFolders()) !== null && findProgram('dpkg', systemFolders()) !== null;
}

/** True when this process may install packages. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0;
}

/** Installs packages from the system's own sources; needs root. Rejects with apt's last words. */
export async function installPackages(
  packages: string[],
  what: string,
  logFolder: string,
  session: Session,
): Promise<void> {
  print(`Installing ${what} from the system's packages ...`);
  const log = path.join(logFolder, 'install.log');
  const done = printWhileWaiting((seconds) => `  still installing ${what}, ${seconds} s`);
  try {
    const update = await runApt(['apt-get', 'update', ...LOCK_PATIENCE], log, session);
    if (update !== null) print('  the list of packages could not be refreshed; trying with the one that is there');
    const names = await resolveNames(packages, logFolder, [], session);
    const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...LOCK_PATIENCE, ...names];
    const failure = await runApt(install, log, session);
    if (failure !== null) throw new RunnerError(`${what} could not be installed:\n${failure}`);
  } finally {
    done();
  }
}

/**
 * Downloads packages with all they need that is not installed yet and unpacks them into `folder`; needs no root.
 * The folder appears whole or not at all.
 */
export async function unpackPackages(
  packages: string[],
  what: string,
  folder: string,
  session: Session,
): Promise<void> {
  print(`Downloading ${what} from the system's package sources into ${path.dirname(folder)} ...`);
  const work = `${folder}.${process.pid}`;
  const done = printWhileWaiting((seconds) => `  still downloading ${what}, ${seconds} s`);
  try {
    rmSync(work, { recursive: true, force: true });
    mkdirSync(path.join(work, 'debs'), { recursive: true });
    const lists = path.join(path.dirname(folder), 'apt');
    const names = await namesToDownload(packages, lists, work, session);
    const failure = await runApt(['apt-get', 'download', ...names.options, ...names.packages], `${work}/log`, session, {
      cwd: path.join(work, 'debs'),
    });
    if (failure !== null) throw new RunnerError(`${what} could not be downloaded:\n${failure}`);
    for (const deb of readdirSync(path.join(work, 'debs'))) {
      const broken = await runApt(
        ['dpkg', '-x', path.join(work, 'debs', deb), path.join(work, 'root')],
        `${work}/log`,
        session,
      );
      if (broken !== null) throw new RunnerError(`${deb} could not be unpacked:\n${broken}`);
    }
    writeFileSync(path.join(work, 'root/.evosync-unpacked'), `${names.packages.join('\n')}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(path.join(work, 'root'), folder);
  } finally {
    done();
    rmSync(work, { recursive: true, force: true });
  }
}

/** With the system's lists where they are good, else with lists of our own, fetched without root. */
async function namesToDownload(
  packages: string[],
  lists: string,
  work: string,
  session: Session,
): Promise<{ packages: string[]; options: string[] }> {
  const own = ['-o', `Dir::State::lists=${lists}/lists`, '-o', `Dir::Cache=${lists}/cache`];
  for (const options of [[], own]) {
    if (options.length > 0) {
      mkdirSync(`${lists}/lists/partial`, { recursive: true });
      mkdirSync(`${lists}/cache/archives/partial`, { recursive: true });
      await runApt(['apt-get', 'update', ...options], `${work}/log`, session);
    }
    const wanted = await resolveNames(packages, work, options, session);
    const plan = ['apt-get', '-s', 'install', '--no-install-recommends', ...options, ...wanted];
    if ((await runApt(plan, `${work}/plan`, session)) !== null) continue;
    const names = [...readFileSync(`${work}/plan`, 'utf8').matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
    if (names.length > 0) return { packages: names, options };
  }
  throw new RunnerError(
    `apt knows no way to get ${packages.join(', ')}:\n${readFileSync(`${work}/plan`, 'utf8').trim()}`,
  );
}

/** Older systems carry the version in the name (`mariadb-server-core-10.6`): the newest of these is taken. */
async function resolveNames(packages: string[], work: string, options: string[], session: Session): Promise<string[]> {
  const names: string[] = [];
  for (const wanted of packages) {
    const log = path.join(work, 'names.log');
    await runApt(['apt-cache', 'pkgnames', ...options, wanted], log, session);
    const known = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : [];
    const versioned = known.filter((name) => /^-\d/.test(name.slice(wanted.length))).sort(byNumber);
    names.push(known.includes(wanted) ? wanted : (versioned.at(-1) ?? wanted));
  }
  return names;
}

const byNumber = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });

/** Runs one command of the package system; null when it went well, else its last words. */
async function runApt(
  [command = '', ...args]: string[],
  log: string,
  session: Session,
  { cwd }: { cwd?: string } = {},
): Promise<string | null> {
  const child = await startChild({ name: command, command, args, env: NONINTERACTIVE, cwd, output: { file: log } });
  try {
    const { code } = await session.guard(child.exited);
    return code === 0 ? null : child.tail();
  } finally {
    await child.stop(10_000);
  }
}
