import path from 'node:path';
import { print } from '../print.ts';
import { cacheFolder } from '../paths.ts';
import { RunnerError } from '../errors.ts';
import type { Session } from '../session.ts';
import { hasApt, installPackages, mayInstall, unpackPackages } from './apt.ts';
import {
  findEngines,
  systemFolders,
  unpackedFolder,
  unpackedFolders,
  type Engines,
  type Missing,
} from './find-engines.ts';

/** `-core` packages hold programs only: no service is registered or started, no system user is made. */
const PACKAGES = ['mariadb-server-core', 'mariadb-client-core', 'redis-tools'];
const WHAT = 'MariaDB and Redis';

/**
 * Both engines' programs: those of the system, else those unpacked before, else installed (root) or unpacked
 * (everyone else) from the system's package sources. Rejects with what to install where none of this is possible.
 */
export async function provideEngines(session: Session): Promise<Engines> {
  const present = look();
  if (!isMissing(present)) return present;
  if (!hasApt()) throw new RunnerError(whatToInstall(present));
  try {
    if (mayInstall()) await installPackages(PACKAGES, WHAT, path.join(cacheFolder, 'engines'), session);
    else await unpackPackages(PACKAGES, WHAT, unpackedFolder, session);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    throw new RunnerError(`${error.message}\n\n${whatToInstall(present)}`);
  }
  const provided = look();
  if (isMissing(provided)) throw new RunnerError(whatToInstall(provided));
  print(`${WHAT} are there`);
  return provided;
}

/** What a person has to do to get the engines, for the systems that are known. */
export function whatToInstall({ missing }: Missing): string {
  return [
    `EvoSync needs MariaDB and Redis programs on this machine. Missing: ${missing.join('; ')}.`,
    'Install them with',
    '  Debian, Ubuntu:  sudo apt-get install mariadb-server-core mariadb-client-core redis-tools',
    '  Fedora:          sudo dnf install mariadb-server redis',
    '  macOS:           brew install mariadb redis',
    'and run the command again. No service has to be started: EvoSync runs instances of its own.',
  ].join('\n');
}

function look(): Engines | Missing {
  return findEngines([...systemFolders(), ...unpackedFolders()]);
}

function isMissing(found: Engines | Missing): found is Missing {
  return 'missing' in found;
}
