import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { createTestDatabase, type TestDatabase } from '../apps/api/src/database/testing.ts';
import { inRoot } from './local/paths.ts';
import { debianTool } from './testing/debian-tool.ts';
import { runProgram, type ProgramResult } from './testing/run-program.ts';

const TOOLS_WITHIN_MS = 300_000;
const ROOT_PASSWORD = 'the root password of the container db';

/**
 * How the scripts speak to docker compose. No engine is at hand: `docker` is a stand-in that runs what it is told to
 * run in a container right here, db's clients against the real MariaDB of the tests, api's files in a folder.
 */
describe('deploy/backup.sh and deploy/restore.sh with docker compose', () => {
  let folder: string;
  let database: TestDatabase;
  let connection: Connection;
  let tools: NodeJS.ProcessEnv;
  beforeAll(async () => {
    const dump = await debianTool('mariadb-dump', 'mariadb-client');
    const client = await debianTool('mariadb', 'mariadb-client');
    tools = { dump: dump.command, client: client.command, ...dump.env };
  }, TOOLS_WITHIN_MS);

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'evosync-compose-'));
    database = await createTestDatabase();
    connection = await createConnection(database.url);
    await connection.query('CREATE TABLE goods (id INT PRIMARY KEY, name VARCHAR(50)) ENGINE=InnoDB');
    await connection.query(`INSERT INTO goods VALUES (1, 'Чай'), (2, 'Кофе')`);
    mkdirSync(`${folder}/data/photos`, { recursive: true });
    writeFileSync(`${folder}/data/photos/1.jpg`, 'a photo');
    mkdirSync(`${folder}/bin`);
    mkdirSync(`${folder}/container`);
    running('web', 'api', 'worker', 'monitor', 'db', 'redis');
    const url = new URL(database.url);
    const name = url.pathname.slice(1);
    writeFileSync(
      `${folder}/client.cnf`,
      `[client]\nuser=${url.username}\npassword=${url.password}\nhost=127.0.0.1\nport=${url.port}\nprotocol=tcp\n`,
    );
    program('bin/docker', [
      `echo "$*" >> ${folder}/asked`,
      '[ "$1" = compose ] && [ "$2" = --project-directory ] && [ "$4" = -f ] && [ -f "$5" ] || exit 90',
      'shift 5',
      `case "$1 $2 $3 $4" in`,
      `  "ps --services --status running") exec cat ${folder}/running ;;`,
      `  "exec -T db sh") shift 3; PATH=${folder}/container:$PATH MARIADB_ROOT_PASSWORD='${ROOT_PASSWORD}' exec "$@" ;;`,
      `  "run --rm --no-deps -T") [ "$5" = api ] || exit 91; shift 5; n=$#; for a; do set -- "$@" "$(echo "$a" | sed 's|^/data|${folder}/data|')"; done; shift $n; exec "$@" ;;`,
      '  *) echo "docker: $*" >&2; exit 92 ;;',
      'esac',
    ]);
    // In the container the database is called evosync, and root has its password by the environment.
    const asRoot = [
      `[ "$MYSQL_PWD" = '${ROOT_PASSWORD}' ] && [ "$1" = --user=root ] || exit 93`,
      'shift; unset MYSQL_PWD',
      `n=$#; for a; do [ "$a" = evosync ] && a=${name}; set -- "$@" "$a"; done; shift $n`,
    ];
    const renamed = `sed -e 's/\`evosync\`/\`${name}\`/g' -e "s/'evosync'/'${name}'/g"`;
    program('container/mariadb', [
      ...asRoot,
      `${renamed} | LD_LIBRARY_PATH=${tools['LD_LIBRARY_PATH'] ?? ''} ${tools['client']} --defaults-extra-file=${folder}/client.cnf "$@"`,
    ]);
    program('container/mariadb-dump', [
      ...asRoot,
      `exec ${tools['dump']} --defaults-extra-file=${folder}/client.cnf "$@"`,
    ]);
  });
  afterEach(async () => {
    await connection.end();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  function program(name: string, lines: string[]): void {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  function running(...services: string[]): void {
    writeFileSync(`${folder}/running`, services.map((name) => `${name}\n`).join(''));
  }
  const run = (script: string, ...args: string[]): Promise<ProgramResult> =>
    runProgram(inRoot('deploy', script), args, {
      env: {
        PATH: `${folder}/bin:${process.env['PATH']}`,
        ENV_FILE: `${folder}/.env`,
        BACKUP_MODE: '',
        BACKUP_DIR: `${folder}/backups`,
        DATABASE_URL: '',
      },
    });
  const made = (): string => {
    const name = readdirSync(`${folder}/backups`).find((one) => one.startsWith('evosync-'));
    return `${folder}/backups/${name}`;
  };
  const names = async (): Promise<unknown> =>
    ((await connection.query('SELECT name FROM goods ORDER BY id'))[0] as { name: string }[]).map(({ name }) => name);

  it('find the running database by themselves, save it and bring it back', async () => {
    const backup = await run('backup.sh');
    expect({ code: backup.code, output: backup.output }).toMatchObject({ code: 0 });
    expect(backup.output).toContain('verified: 1 tables, 2 rows, 1 photos');
    expect(readFileSync(`${folder}/asked`, 'utf8')).not.toContain(ROOT_PASSWORD);
    await connection.query(`UPDATE goods SET name = 'spoilt'`);
    rmSync(`${folder}/data/photos/1.jpg`);

    const early = await run('restore.sh', '--force', made());
    expect(early.code).toBe(1);
    expect(early.output).toContain('stop EvoSync first: docker compose stop web api worker monitor');
    expect(await names()).toEqual(['spoilt', 'spoilt']);

    running('db', 'redis');
    const restore = await run('restore.sh', '--force', made());
    expect({ code: restore.code, output: restore.output }).toMatchObject({ code: 0 });
    await connection.changeUser({ database: new URL(database.url).pathname.slice(1) });
    expect(await names()).toEqual(['Чай', 'Кофе']);
    expect(readFileSync(`${folder}/data/photos/1.jpg`, 'utf8')).toBe('a photo');
  }, 60_000);

  it('say what is missing when no database runs', async () => {
    running('redis');
    const { code, output } = await run('backup.sh');
    expect(code).toBe(1);
    expect(output).toContain('DATABASE_URL is not set, and docker compose runs no db here');
    expect(existsSync(`${folder}/backups`) ? readdirSync(`${folder}/backups`) : []).toEqual([]);
  });
});
