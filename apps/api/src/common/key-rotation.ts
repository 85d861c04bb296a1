import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { SecretBox, SecretBoxError } from './secret-box.js';

const BATCH = 200;

/** A column that holds what the secret box sealed; `key` is one that tells the rows apart and orders them. */
interface SealedColumn {
  table: string;
  key: string;
  column: string;
}

/** Finds what was sealed with an older part of SECRET_KEY. Modules say which of their columns are sealed. */
@Injectable()
export class KeyRotation {
  private readonly columns: SealedColumn[] = [];

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly secretBox: SecretBox,
  ) {}

  /** Names a sealed column; null values are let alone. */
  add(column: SealedColumn): void {
    this.columns.push(column);
  }

  /**
   * Seals everything with the first key, in small batches. It may be stopped and begun again; a secret that changed
   * meanwhile stays as it is now.
   */
  async rotate(tell: (line: string) => void = () => undefined): Promise<{ renewed: number; unreadable: number }> {
    const all = { renewed: 0, unreadable: 0 };
    for (const column of this.columns) {
      const { renewed, unreadable } = await this.rotateColumn(column);
      tell(`${column.table}.${column.column}: ${renewed} encrypted anew, ${unreadable} cannot be opened`);
      all.renewed += renewed;
      all.unreadable += unreadable;
    }
    return all;
  }

  private async rotateColumn({ table, key, column }: SealedColumn): Promise<{ renewed: number; unreadable: number }> {
    const result = { renewed: 0, unreadable: 0 };
    const select = `SELECT ${key} AS id, ${column} AS sealed FROM ${table}
      WHERE ${column} IS NOT NULL AND (? IS NULL OR ${key} > ?) ORDER BY ${key} LIMIT ${BATCH}`;
    for (let last: unknown = null; ;) {
      const rows = await this.dataSource.query<{ id: unknown; sealed: string }[]>(select, [last, last]);
      for (const { id, sealed } of rows) {
        try {
          if (!this.secretBox.isStale(sealed)) continue;
          const renewed = this.secretBox.encrypt(this.secretBox.decrypt(sealed));
          await this.dataSource.query(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ? AND ${column} = ?`, [
            renewed,
            id,
            sealed,
          ]);
          result.renewed += 1;
        } catch (error) {
          if (!(error instanceof SecretBoxError)) throw error;
          result.unreadable += 1;
        }
      }
      if (rows.length < BATCH) return result;
      last = rows.at(-1)?.id;
    }
  }
}
