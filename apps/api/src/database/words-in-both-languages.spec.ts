import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { fromStored, toStored } from '../common/stored-words.js';
import { dataSourceOptions } from './data-source.js';
import { featureMigrations } from './migrations/feature-migrations.js';
import { accountsMigrations } from './migrations/accounts.js';
import { WordsInBothLanguages1790000021000 } from './migrations/words-in-both-languages.js';
import { createTestDatabase, type TestDatabase } from './testing.js';

const ALL = [...accountsMigrations, ...featureMigrations];
const PLACE = ALL.indexOf(WordsInBothLanguages1790000021000);
const QUOTES = '"'.repeat(600);
const OLD = ['Слова старой версии', '"'.repeat(500), '', null];
const NEW = [
  { ru: 'ВКонтакте отказал: "нет"', en: 'VK refused: "нет"' },
  { ru: QUOTES, en: QUOTES },
];

describe('words of products, before and after they are kept in both languages', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeEach(async () => {
    database = await createTestDatabase();
    const options = { ...dataSourceOptions(database.url, 1), migrations: ALL.slice(0, PLACE) };
    source = await new DataSource(options).initialize();
    await source.runMigrations({ transaction: 'each' });
  });
  afterEach(async () => {
    await source.destroy();
    await database.drop();
  });

  const toTheWords = async () => {
    await source.destroy();
    const options = { ...dataSourceOptions(database.url, 1), migrations: ALL.slice(0, PLACE + 1) };
    source = await new DataSource(options).initialize();
    await source.runMigrations({ transaction: 'each' });
  };
  const insert = (messages: readonly (string | null)[], from: number) =>
    source.query(
      `INSERT INTO sync_run_items (run_id, store_id, product_id, name, action, outcome, reason, message) VALUES ?`,
      [messages.map((message, n) => ['run', 'store', `product-${from + n}`, 'Чай', 'create', 'failed', null, message])],
    );
  const messages = async (): Promise<(string | null)[]> => {
    const rows = await source.query<{ message: string | null }[]>('SELECT message FROM sync_run_items ORDER BY id');
    return rows.map(({ message }) => message);
  };

  it('keeps the old words, takes new ones of any length, and goes back to Russian alone', async () => {
    await insert(OLD, 0);
    await toTheWords();
    await insert(NEW.map(toStored), 100);
    expect((await messages()).map(fromStored)).toEqual([
      ...OLD,
      NEW[0],
      { ru: QUOTES.slice(0, 500), en: QUOTES.slice(0, 500) },
    ]);
    await source.undoLastMigration({ transaction: 'each' });
    expect(await messages()).toEqual([...OLD, 'ВКонтакте отказал: "нет"', QUOTES.slice(0, 500)]);
  });
});
