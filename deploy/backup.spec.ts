import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { createTestDatabase, type TestDatabase } from '../apps/api/src/database/testing.ts';
import { inRoot } from './local/paths.ts';
import { debianTool } from './testing/debian-tool.ts';
import { runProgram, type ProgramResult } from './testing/run-program.ts';

const KEY = 'a key of this test, with "quotes" and $dollars';
const TOOLS_WITHIN_MS = 300_000;

/** Rows that a careless dump spoils. */
const GOODS = [
  'CREATE TABLE goods (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(100) NOT NULL, price DECIMAL(12,2) NULL, picture BLOB NULL, at DATETIME(6) NULL, data JSON NULL) ENGINE=InnoDB',
  `INSERT INTO goods (name, price, picture, at, data) VALUES ('Чай «Ассам» 🍵 — 100 г', 249.90, x'00ff1a270d0a5c', '2026-03-29 01:30:00.123456', '{"a":"\\\\\\\\"}'), ('it''s; "100%" \\\\ --', NULL, NULL, NULL, NULL)`,
  'CREATE TABLE sales (id BIGINT PRIMARY KEY AUTO_INCREMENT, goods_id BIGINT NOT NULL, CONSTRAINT sold FOREIGN KEY (goods_id) REFERENCES goods (id)) ENGINE=InnoDB',
  'INSERT INTO sales (goods_id) SELECT id FROM goods',
  'CREATE TABLE payments (id BIGINT PRIMARY KEY AUTO_INCREMENT) ENGINE=InnoDB',
  'INSERT INTO payments SELECT id FROM sales',
];

describe('deploy/backup.sh and deploy/restore.sh', () => {
  let folder: string;
  let database: TestDatabase;
  let connection: Connection;
  let tools: NodeJS.ProcessEnv;
  beforeAll(async () => {
    const dump = await debianTool('mariadb-dump', 'mariadb-client');
    const client = await debianTool('mariadb', 'mariadb-client');
    const folders = [dump, client].map(({ command }) => path.dirname(command));
    tools = { ...dump.env, PATH: [...folders, process.env['PATH']].join(':') };
  }, TOOLS_WITHIN_MS);

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'evosync-backup-'));
    database = await createTestDatabase();
    connection = await createConnection({ uri: database.url, timezone: 'Z' });
    for (const statement of GOODS) await connection.query(statement);
    mkdirSync(`${folder}/photos/7`, { recursive: true });
    writeFileSync(`${folder}/photos/7/чай.jpg`, randomBytes(50_000));
  });
  afterEach(async () => {
    await connection.end();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<ProgramResult> =>
    runProgram(inRoot('deploy', script), args, {
      env: {
        ...tools,
        ENV_FILE: `${folder}/.env`,
        BACKUP_MODE: 'direct',
        BACKUP_DIR: `${folder}/backups`,
        PHOTO_DIR: `${folder}/photos`,
        DATABASE_URL: database.url,
        ...env,
      },
    });
  const backups = (): string[] =>
    existsSync(`${folder}/backups`) ? readdirSync(`${folder}/backups`).filter((name) => !name.startsWith('.')) : [];
  const made = (): string => `${folder}/backups/${backups().find((name) => name.startsWith('evosync-')) ?? 'nothing'}`;
  const photos = (): Record<string, string> =>
    Object.fromEntries(
      globSync('**/*.*', { cwd: `${folder}/photos` }).map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(path.join(folder, 'photos', name)))
          .digest('hex'),
      ]),
    );
  const rows = async (table: string): Promise<unknown[]> => {
    const [found] = await connection.query(`SELECT * FROM ${table} ORDER BY id`);
    return found as unknown[];
  };
  const everything = async () => ({
    goods: await rows('goods'),
    sales: await rows('sales'),
    payments: await rows('payments'),
    photos: photos(),
  });
  const scratches = async (): Promise<unknown[]> => {
    const [found] = await connection.query(`SHOW DATABASES LIKE 'evosync\\_verify\\_%'`);
    return found as unknown[];
  };

  it.each([
    ['as it is', {}, /evosync-[\dTZ-]+\.tar$/],
    ['encrypted', { BACKUP_KEY: KEY }, /evosync-[\dTZ-]+\.tar\.enc$/],
  ])(
    'bring everything back, saved %s',
    async (_, key, name) => {
      const before = await everything();
      const metrics = `${folder}/backup.prom`;
      const backup = await run('backup.sh', [], { ...key, BACKUP_METRICS_FILE: metrics });
      expect({ code: backup.code, output: backup.output }).toMatchObject({ code: 0 });
      expect(backup.output).toContain('verified: 3 tables, 6 rows, 1 photos');
      expect(made()).toMatch(name);
      expect(readFileSync(metrics, 'utf8')).toMatch(/^evosync_backup_last_success_timestamp_seconds \d{10}\n$/);
      expect(readFileSync(made()).includes('CREATE TABLE')).toBe(false);
      expect(readFileSync(made()).includes('database.sql')).toBe(!('BACKUP_KEY' in key));

      await connection.query('DROP TABLE sales, payments');
      await connection.query(`UPDATE goods SET name = 'spoilt'`);
      await connection.query('CREATE TABLE newer (id INT)');
      rmSync(`${folder}/photos/7/чай.jpg`);
      writeFileSync(`${folder}/photos/newer.jpg`, 'x');

      const restore = await run('restore.sh', ['--force', made()], key);
      expect({ code: restore.code, output: restore.output }).toMatchObject({ code: 0 });
      await connection.changeUser({ database: new URL(database.url).pathname.slice(1) });
      expect(await everything()).toEqual(before);
      const [tables] = await connection.query(`SHOW TABLES LIKE 'newer'`);
      expect(tables).toEqual([]);
      await expect(connection.query('INSERT INTO sales (goods_id) VALUES (99)')).rejects.toThrow(/foreign key/);
      expect(await scratches()).toEqual([]);

      // What was there before the restore is saved as well, and can be brought back.
      const saved = backups().find((one) => one.startsWith('before-restore-')) ?? '';
      expect(await run('restore.sh', ['--force', `${folder}/backups/${saved}`], key)).toMatchObject({ code: 0 });
      await connection.changeUser({ database: new URL(database.url).pathname.slice(1) });
      expect((await rows('goods'))[0]).toMatchObject({ name: 'spoilt' });
      expect(Object.keys(photos())).toEqual(['newer.jpg']);
    },
    60_000,
  );

  it('save one moment, although people go on working', async () => {
    for (let i = 0; i < 11; i += 1) await connection.query('INSERT INTO payments SELECT NULL FROM payments');
    await connection.query('DELETE FROM payments WHERE id > 4000');
    await connection.query('DELETE FROM sales');
    await connection.query('INSERT INTO sales (goods_id) SELECT 1 FROM payments');
    let busy = true;
    const working = (async () => {
      while (busy) {
        await connection.beginTransaction();
        await connection.query('INSERT INTO payments VALUES (NULL)');
        await connection.query('INSERT INTO sales (goods_id) VALUES (1)');
        await connection.commit();
      }
    })();
    const { code, output } = await run('backup.sh');
    busy = false;
    await working;
    expect({ code, output }).toMatchObject({ code: 0 });
    const later = (await rows('sales')).length;
    expect(await run('restore.sh', ['--force', made()])).toMatchObject({ code: 0 });
    await connection.changeUser({ database: new URL(database.url).pathname.slice(1) });
    const [sales, payments] = [await rows('sales'), await rows('payments')];
    expect(sales.length).toBe(payments.length);
    expect(sales.length).toBeLessThan(later);
  }, 60_000);

  it('restore.sh touches nothing that is there without --force', async () => {
    expect(await run('backup.sh')).toMatchObject({ code: 0 });
    await connection.query(`UPDATE goods SET name = 'newer'`);
    const before = await everything();
    const { code, output } = await run('restore.sh', [made()]);
    expect(code).toBe(1);
    expect(output).toMatch(/has 3 tables, and there are photos. Nothing was touched; --force/);
    expect(await everything()).toEqual(before);
    expect((await run('restore.sh', ['--force', '--dry-run', made()])).output).toContain('would load it into');
    expect(await everything()).toEqual(before);
    expect(backups()).toHaveLength(1);
  });

  it('restore.sh refuses what is damaged or locked, before it touches anything', async () => {
    expect(await run('backup.sh', ['--no-verify'], { BACKUP_KEY: KEY })).toMatchObject({ code: 0 });
    const file = made();
    const before = await everything();
    const refuses = async (name: string, env: NodeJS.ProcessEnv, words: RegExp): Promise<void> => {
      const { code, output } = await run('restore.sh', ['--force', name], env);
      expect({ name, code }).toEqual({ name, code: 1 });
      expect(output).toMatch(words);
      expect(output).not.toContain(KEY);
      expect(await everything()).toEqual(before);
    };
    await refuses(file, {}, /is encrypted: give its key/);
    await refuses(file, { BACKUP_KEY: 'another' }, /the key is another one, or the file is damaged/);
    const bytes = readFileSync(file);
    writeFileSync(`${folder}/backups/half.tar.enc`, bytes.subarray(0, bytes.length / 2));
    await refuses(`${folder}/backups/half.tar.enc`, { BACKUP_KEY: KEY }, /damaged/);
    expect(await run('backup.sh', ['--no-verify'])).toMatchObject({ code: 0 });
    const plain = `${folder}/backups/${backups().find((name) => /^evosync-.*tar$/.test(name))}`;
    const spoilt = readFileSync(plain);
    const somewhere = spoilt.indexOf('photos.tar', 2048) - 2000;
    spoilt.writeUInt8(spoilt.readUInt8(somewhere) ^ 1, somewhere);
    writeFileSync(`${folder}/backups/spoilt.tar`, spoilt);
    await refuses(`${folder}/backups/spoilt.tar`, {}, /damaged|cannot be opened/);
    await refuses(inRoot('README.md'), {}, /is no backup/);
  }, 60_000);

  it('backup.sh leaves nothing half-made behind, whatever fails', async () => {
    writeFileSync(`${folder}/photos/unreadable`, 'x');
    const bin = `${folder}/bin`;
    mkdirSync(bin);
    // The disk is full in the middle of the dump.
    writeFileSync(`${bin}/gzip`, '#!/bin/sh\nhead -c 100 >/dev/null; exit 1\n');
    chmodSync(`${bin}/gzip`, 0o755);
    const broken = await run('backup.sh', [], { PATH: `${bin}:${tools['PATH']}` });
    expect(broken.code).toBe(1);
    expect(readdirSync(`${folder}/backups`)).toEqual(['.lock']);
    const away = await run('backup.sh', [], { DATABASE_URL: 'mysql://a:b@127.0.0.1:1/evosync' });
    expect(away).toMatchObject({ code: 1 });
    expect(away.output).toContain('the database cannot be reached');
    expect(readdirSync(`${folder}/backups`)).toEqual(['.lock']);
  });

  it('backup.sh removes what is too old, and never the newest', async () => {
    mkdirSync(`${folder}/backups`);
    const age = (name: string, days: number): void => {
      writeFileSync(`${folder}/backups/${name}`, 'x');
      utimesSync(`${folder}/backups/${name}`, new Date(), new Date(Date.now() - days * 86_400_000));
    };
    age('evosync-2026-01-01T00-00-00Z.tar', 20);
    age('evosync-2026-01-02T00-00-00Z.tar.enc', 20);
    age('evosync-2026-01-12T00-00-00Z.tar', 5);
    age('before-restore-2026-01-01T00-00-00Z.tar', 20);
    age('notes.txt', 20);
    const dry = await run('backup.sh', ['--dry-run'], { BACKUP_KEEP_DAYS: '7' });
    expect(dry.output.match(/would remove/g)).toHaveLength(2);
    expect(backups()).toHaveLength(5);
    expect(await run('backup.sh', ['--no-verify'], { BACKUP_KEEP_DAYS: '7' })).toMatchObject({ code: 0 });
    expect(backups().filter((name) => name.startsWith('evosync-2026-01'))).toEqual([
      'evosync-2026-01-12T00-00-00Z.tar',
    ]);
    expect(backups()).toEqual(expect.arrayContaining(['notes.txt', 'before-restore-2026-01-01T00-00-00Z.tar']));
    expect(backups()).toHaveLength(4);
  });

  it('say what is wrong with the settings, and take a password with signs in it', async () => {
    expect((await run('backup.sh', [], { DATABASE_URL: 'postgres://x' })).output).toContain(
      'DATABASE_URL must look like',
    );
    expect((await run('backup.sh', [], { BACKUP_KEEP_DAYS: 'x' })).output).toContain('BACKUP_KEEP_DAYS');
    expect((await run('restore.sh', [])).code).toBe(2);
    const password = `a"b\\c'd #é%`;
    const name = `u${randomBytes(4).toString('hex')}`;
    await connection.query(`CREATE USER '${name}'@'127.0.0.1' IDENTIFIED BY ${connection.escape(password)}`);
    const url = new URL(database.url);
    const given = `mysql+pymysql://${name}:${encodeURIComponent(password)}@${url.host}${url.pathname}`;
    const { code, output } = await run('backup.sh', ['--dry-run'], { DATABASE_URL: given });
    await connection.query(`DROP USER '${name}'@'127.0.0.1'`);
    expect({ code, output }).toMatchObject({ code: 0 });
  });
});
