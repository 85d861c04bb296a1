import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startChild } from '../processes/child.ts';
import { pidFile } from '../processes/pid-file.ts';
import { RunnerError } from '../errors.ts';
import type { Session } from '../session.ts';
import { ask } from './ask.ts';
import type { Engines } from './find-engines.ts';
import { startServer } from './start-server.ts';

/** Both name and password: the instance listens on 127.0.0.1 alone, and `root` has no way in over TCP. */
const USER = 'evosync';
export const DATABASE = 'evosync';

const READY_WITHIN_MS = 120_000;
const GRACE_MS = 30_000;
const SERVER_GREETING = 10;

export interface MariadbOptions {
  /** Its files go to `<dataFolder>/mariadb`. */
  dataFolder: string;
  /** For tests and demos: the user may make databases, and what was written last may be lost with the machine. */
  throwaway: boolean;
}

/** Starts a private MariaDB on its data folder, creating it first where there is none; gives the database's URL. */
export async function startMariadb(
  program: Engines['mariadb'],
  { dataFolder, throwaway }: MariadbOptions,
  session: Session,
): Promise<string> {
  const folder = path.join(dataFolder, 'mariadb');
  const logSize = throwaway ? '8M' : '64M';
  if (!existsSync(folder)) await createDataFolder(program, folder, logSize, session);
  const initFile = path.join(dataFolder, 'run/mariadb-init.sql');
  mkdirSync(path.dirname(initFile), { recursive: true });
  writeFileSync(initFile, initialStatements(throwaway), { mode: 0o600 });
  const { port } = await startServer(
    {
      describe: (freePort) => ({
        name: 'MariaDB',
        command: program.server,
        args: [
          ...serverArgs(program, folder, logSize),
          `--port=${freePort}`,
          `--init-file=${initFile}`,
          ...speed(throwaway),
        ],
        env: { ...program.env, TMPDIR: ownTemporary(dataFolder) },
        output: { file: path.join(dataFolder, 'logs/mariadb.log') },
      }),
      isReady: async (candidate) => (await ask(candidate))?.at(4) === SERVER_GREETING,
      readyWithinMs: READY_WITHIN_MS,
      graceMs: GRACE_MS,
      pidFile: pidFile(dataFolder, 'mariadb'),
    },
    session,
  );
  return `mysql://${USER}:${USER}@127.0.0.1:${port}/${DATABASE}`;
}

/** Made beside its place and then moved there, so that a data folder is either complete or not there. */
async function createDataFolder(
  program: Engines['mariadb'],
  folder: string,
  logSize: string,
  session: Session,
): Promise<void> {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const child = await startChild({
    name: 'mariadb-install-db',
    command: program.installDb,
    args: [
      '--no-defaults',
      ...asRoot(),
      ...program.flags,
      `--datadir=${fresh}`,
      '--auth-root-authentication-method=socket',
      '--skip-test-db',
      '--skip-name-resolve',
      `--innodb-log-file-size=${logSize}`,
    ],
    env: { ...program.env, TMPDIR: ownTemporary(path.dirname(folder)) },
    output: { file: path.join(path.dirname(folder), 'logs/mariadb-install.log') },
  });
  try {
    const { code } = await session.guard(child.exited);
    if (code !== 0) throw new RunnerError(`MariaDB's data folder could not be created:\n${child.tail()}`);
  } finally {
    await child.stop(GRACE_MS);
  }
  renameSync(fresh, folder);
}

/** At its start MariaDB clears its folder of temporary tables, whoever they belong to: each instance has its own. */
function ownTemporary(dataFolder: string): string {
  const folder = path.join(dataFolder, 'run/mariadb-tmp');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** No file of settings of the machine is read, and no socket file is made: nothing of another instance is touched. */
function serverArgs(program: Engines['mariadb'], folder: string, logSize: string): string[] {
  return [
    '--no-defaults',
    ...asRoot(),
    ...program.flags,
    `--datadir=${folder}`,
    `--pid-file=${folder}/mariadbd.pid`,
    '--socket=',
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--default-time-zone=+00:00',
    '--max-allowed-packet=64M',
    `--innodb-log-file-size=${logSize}`,
  ];
}

function speed(throwaway: boolean): string[] {
  return throwaway ? ['--innodb-flush-log-at-trx-commit=2'] : [];
}

/** mariadbd refuses to run as root without being told to. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** Run at every start, before the port is opened; one statement a line, as `--init-file` wants it. */
function initialStatements(throwaway: boolean): string {
  const account = `${USER}@'127.0.0.1'`;
  return [
    `CREATE DATABASE IF NOT EXISTS ${DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;`,
    `CREATE USER IF NOT EXISTS ${account} IDENTIFIED BY '${USER}';`,
    throwaway ? `GRANT ALL ON *.* TO ${account};` : `GRANT ALL ON ${DATABASE}.* TO ${account};`,
    '',
  ].join('\n');
}
