import type { MigrationInterface, QueryRunner } from 'typeorm';

const WORDS = [
  ['sync_run_items', 'message'],
  ['cached_products', 'sync_message'],
  ['product_photos', 'refused_message'],
] as const;
const CONNECTIONS = ['evotor_connections', 'vk_connections'] as const;

/**
 * What is said of a product is kept in both languages; the words of older versions stay as they are. What is wrong with a
 * connection is said from its code, which always decided the words.
 */
export class WordsInBothLanguages1790000021000 implements MigrationInterface {
  name = 'WordsInBothLanguages1790000021000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column] of WORDS) {
      await runner.query(`ALTER TABLE ${table} MODIFY COLUMN ${column} varchar(2100) NULL`);
    }
    for (const table of CONNECTIONS) await runner.query(`ALTER TABLE ${table} DROP COLUMN problem_message`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of CONNECTIONS) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN problem_message varchar(500) NULL AFTER problem_code`);
    }
    for (const [table, column] of WORDS) {
      await runner.query(
        `UPDATE ${table} SET ${column} = LEFT(COALESCE(JSON_VALUE(${column}, '$.ru'), ${column}), 500)
         WHERE ${column} LIKE '{"ru":%' OR CHAR_LENGTH(${column}) > 500`,
      );
      await runner.query(`ALTER TABLE ${table} MODIFY COLUMN ${column} varchar(500) NULL`);
    }
  }
}
