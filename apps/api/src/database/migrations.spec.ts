import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { accountsMigrations } from './migrations/accounts.js';
import { featureMigrations } from './migrations/feature-migrations.js';
import { createTestDatabase, type TestDatabase } from './testing.js';

const migrations = [...accountsMigrations, ...featureMigrations];
const ROWS = [101, 102, 103];
/** Nothing was ever written into this table before the migration that made it anew. */
const MADE_ANEW: Readonly<Record<string, string>> = { Journal1790000005000: 'api_logs' };

interface Column {
  TABLE_NAME: string;
  COLUMN_NAME: string;
  DATA_TYPE: string;
  COLUMN_TYPE: string;
  CHARACTER_MAXIMUM_LENGTH: number | null;
}

type Row = Record<string, unknown>;

describe('every migration takes the rows of a filled database along', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const migrateTo = async (count: number) => {
    if (dataSource?.isInitialized) await dataSource.destroy();
    dataSource = await new DataSource({
      ...dataSourceOptions(database.url, 1),
      migrations: migrations.slice(0, count),
    }).initialize();
    await dataSource.runMigrations({ transaction: 'each' });
  };

  const columns = () =>
    dataSource.query<Column[]>(
      `SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH FROM information_schema.COLUMNS
       WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations' AND IS_GENERATED = 'NEVER' ORDER BY ORDINAL_POSITION`,
    );

  const fill = async () => {
    await dataSource.query('SET FOREIGN_KEY_CHECKS = 0');
    for (const [table, own] of Map.groupBy(await columns(), ({ TABLE_NAME }) => TABLE_NAME)) {
      const names = own.map(({ COLUMN_NAME }) => `\`${COLUMN_NAME}\``).join(', ');
      const rows = ROWS.map((number) => own.map((column) => valueOf(column, number)));
      await dataSource.query(`INSERT INTO \`${table}\` (${names}) VALUES ?`, [rows]);
    }
    await dataSource.query('SET FOREIGN_KEY_CHECKS = 1');
  };

  const everything = async (): Promise<Map<string, Row[]>> => {
    const tables = new Set((await columns()).map(({ TABLE_NAME }) => TABLE_NAME));
    const rows = new Map<string, Row[]>();
    for (const table of tables) rows.set(table, await dataSource.query<Row[]>(`SELECT * FROM \`${table}\``));
    return rows;
  };

  it.each(migrations.slice(1).map((migration, index) => [migration.name, index + 1] as const))(
    '%s',
    async (name, before) => {
      await migrateTo(before);
      await fill();
      const old = await everything();
      await migrateTo(before + 1);
      const now = await everything();
      for (const [table, rows] of old) {
        const kept = now.get(table);
        if (!kept || MADE_ANEW[name] === table) continue;
        const shared = Object.keys(rows[0] ?? {}).filter((name) => name in (kept[0] ?? {}));
        const only = (row: Row) => Object.fromEntries(shared.map((name) => [name, row[name]]));
        for (const row of rows)
          expect({ table, rows: kept.map(only) }).toEqual({ table, rows: expect.arrayContaining([only(row)]) });
      }
    },
  );
});

/** Something that fits the column, another one for each number. */
function valueOf({ DATA_TYPE, COLUMN_TYPE, CHARACTER_MAXIMUM_LENGTH }: Column, number: number): unknown {
  if (COLUMN_TYPE === 'tinyint(1)') return number % 2;
  if (/int|decimal|double|float/.test(DATA_TYPE)) return number;
  if (/date|timestamp/.test(DATA_TYPE)) return new Date(Date.UTC(2026, 0, 1, 0, number % 60));
  if (DATA_TYPE === 'enum') return /'([^']*)'/.exec(COLUMN_TYPE)?.[1];
  if (/json/.test(DATA_TYPE) || (CHARACTER_MAXIMUM_LENGTH ?? 0) > 60_000) return '{}';
  if (/char|text/.test(DATA_TYPE))
    return String(number)
      .padStart(4, 'x')
      .slice(-(CHARACTER_MAXIMUM_LENGTH ?? 4));
  return Buffer.from(String(number));
}
