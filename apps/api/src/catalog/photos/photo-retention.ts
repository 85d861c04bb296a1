import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, Not } from 'typeorm';
import { Retention } from '../../common/retention.js';
import { PhotoFiles } from './photo-files.js';
import { ProductPhoto } from './product-photo.entity.js';

/** A day after a picture was given, so that none is removed between being written and being named in the table. */
const KEPT_DAYS = 1;

/** Pictures that no product has any more are removed at night. */
@Injectable()
export class PhotoRetention {
  constructor(
    retention: Retention,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly files: PhotoFiles,
  ) {
    retention.add(
      'photos',
      (date) => this.removeOlderThan(date),
      () => KEPT_DAYS,
    );
  }

  private async removeOlderThan(date: Date): Promise<number> {
    let removed = 0;
    for (const userId of await this.files.owners()) {
      const rows = await this.dataSource
        .getRepository(ProductPhoto)
        .find({ select: { hash: true }, where: { userId, hash: Not(IsNull()) } });
      const used = new Set(rows.map(({ hash }) => hash));
      removed += await this.files.clear(userId, date, (hash) => used.has(hash));
    }
    return removed;
  }
}
