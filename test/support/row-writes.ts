import type { DataSource } from 'typeorm';

const EVENTS = ['INSERT', 'UPDATE', 'DELETE'] as const;

/**
 * Counts every row that a statement writes into these tables, also one that is written as it was. The counting is done
 * by triggers of the database itself, so nothing that writes can forget to be counted.
 */
export class RowWrites {
  readonly #dataSource: DataSource;

  private constructor(dataSource: DataSource) {
    this.#dataSource = dataSource;
  }

  static async watch(dataSource: DataSource, tables: readonly string[]): Promise<RowWrites> {
    await dataSource.query('CREATE TABLE row_writes (id bigint AUTO_INCREMENT PRIMARY KEY, what varchar(64) NOT NULL)');
    for (const table of tables) {
      for (const event of EVENTS) {
        await dataSource.query(
          `CREATE TRIGGER watch_${table}_${event.toLowerCase()} AFTER ${event} ON ${table} FOR EACH ROW
           INSERT INTO row_writes (what) VALUES ('${event.toLowerCase()} ${table}')`,
        );
      }
    }
    return new RowWrites(dataSource);
  }

  /** How many rows were written, by `event table`, since the last time. */
  async take(): Promise<Record<string, number>> {
    const rows = await this.#dataSource.query<{ what: string; n: string }[]>(
      'SELECT what, COUNT(*) AS n FROM row_writes GROUP BY what',
    );
    await this.#dataSource.query('DELETE FROM row_writes');
    return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]));
  }
}
