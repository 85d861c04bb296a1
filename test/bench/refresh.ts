import type { DataSource } from 'typeorm';
import type * as productModule from '../../apps/api/src/catalog/cached-product.entity.js';
import type * as refreshModule from '../../apps/api/src/catalog/refresh-catalog.service.js';
import { RowWrites } from '../support/row-writes.ts';
import { startCloud } from './cloud.ts';
import { built, newDatabase, startProduct, type BenchProduct } from './product.ts';
import { atLeast, atMost, type BenchEngines, type BenchRow } from './report.ts';

const MERCHANTS = 1_000;
const GOODS = 1_000;
const ORM_ROWS = 2_000;
const WRITTEN = ['cached_stores', 'cached_groups', 'cached_products', 'evotor_connections'];

/** An hourly refresh of 1,000 merchants with 1,000 products each, nothing changed, against writing each row. */
export async function benchRefresh(engines: BenchEngines): Promise<BenchRow[]> {
  const cloud = await startCloud(GOODS);
  const database = await newDatabase(engines);
  const product = await startProduct({ ...database.environment, EVOTOR_API_URL: cloud.url });
  try {
    const refresh = await refreshOf(product);
    await product.addMerchants(1, MERCHANTS);
    await refresh(1);
    await copyToOthers(product.dataSource, MERCHANTS);
    const writes = await RowWrites.watch(product.dataSource, WRITTEN);
    for (let userId = 2; userId < 12; userId += 1) await refresh(userId);
    await writes.take();

    const cost = await cpuOf(async () => {
      for (let userId = 1; userId <= MERCHANTS; userId += 1) await refresh(userId);
    });
    const written = Object.values(await writes.take()).reduce((sum, n) => sum + n, 0);
    const orm = await cpuOf(() => writeThroughOrm(product.dataSource));
    const perProduct = cost.cpuMs / (MERCHANTS * GOODS);
    const perOrmRow = orm.cpuMs / ORM_ROWS;
    const rate = 1000 / perProduct;
    return [
      {
        ...{
          work: `unchanged refresh, ${MERCHANTS} merchants x ${GOODS} products`,
          value: rate,
          unit: 'products/s/core',
        },
        baseline: { what: `each row through the ORM, ${ORM_ROWS} rows`, value: 1000 / perOrmRow },
        bar: atLeast(perOrmRow / perProduct, 10, 'at least 10 x cheaper than writing each row'),
      },
      {
        ...{ work: 'the same by the clock, with database and network', unit: 'products/s' },
        value: (MERCHANTS * GOODS * 1000) / cost.wallMs,
        baseline: { what: 'each row through the ORM', value: (ORM_ROWS * 1000) / orm.wallMs },
      },
      { work: 'the same, rows written', value: written, unit: 'rows', bar: atMost(written, 0, 'no row written') },
    ];
  } finally {
    await product.close();
    await database.drop();
    await cloud.stop();
  }
}

/** How the cost of a refresh grows with the shop: first reading and unchanged reading, per product. */
export async function benchGrowth(engines: BenchEngines): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const first = new Map<string, number>();
  for (const goods of [1_000, 10_000, 100_000]) {
    const cloud = await startCloud(goods);
    const database = await newDatabase(engines);
    const product = await startProduct({ ...database.environment, EVOTOR_API_URL: cloud.url });
    try {
      const refresh = await refreshOf(product);
      await product.addMerchants(1, 2);
      const tries = Math.max(1, 10_000 / goods);
      const firstRead = await cpuOf(() => refresh(1));
      await refresh(1);
      const again = await cpuOf(async () => {
        for (let n = 0; n < tries; n += 1) await refresh(1);
      });
      const measured = { 'first refresh': firstRead.cpuMs, 'unchanged refresh': again.cpuMs / tries };
      for (const [work, ms] of Object.entries(measured)) {
        const value = (ms * 1000) / goods;
        const small = first.get(work) ?? value;
        first.set(work, small);
        rows.push({
          ...{ work: `${work} of ${goods} products, CPU for each`, value, unit: 'µs' },
          ...(goods > 1_000 && {
            baseline: { what: '1000 products', value: small },
            bar: atMost(value / small, 1.5, 'for each product no more than 1.5 x'),
          }),
        });
      }
    } finally {
      await product.close();
      await database.drop();
      await cloud.stop();
    }
  }
  return rows;
}

/** A whole refresh of one merchant; fails when something could not be read. */
export async function refreshOf(product: BenchProduct): Promise<(userId: number) => Promise<void>> {
  const { RefreshCatalogService } = await built<typeof refreshModule>('catalog/refresh-catalog.service');
  const service = product.get(RefreshCatalogService);
  return async (userId) => {
    const outcome = await service.refresh(userId, { whole: true });
    if (!outcome || outcome.unread.length > 0) throw new Error(`merchant ${userId} was not read`);
  };
}

/** Gives every other merchant the rows of the first. */
export async function copyToOthers(dataSource: DataSource, merchants: number): Promise<void> {
  for (const table of ['cached_stores', 'cached_groups', 'cached_products']) {
    const columns = await dataSource.query<{ name: string }[]>(
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = DATABASE() AND table_name = ? AND column_name <> 'user_id' AND is_generated = 'NEVER'`,
      [table],
    );
    const names = columns.map(({ name }) => `\`${name}\``).join(', ');
    for (let from = 2; from <= merchants; from += 50) {
      await dataSource.query(
        `INSERT INTO ${table} (user_id, ${names}) SELECT m.user_id, ${columns.map(({ name }) => `t.\`${name}\``).join(', ')}
         FROM evotor_connections m JOIN ${table} t ON t.user_id = 1 WHERE m.user_id BETWEEN ? AND ?`,
        [from, Math.min(merchants, from + 49)],
      );
    }
  }
}

/** The baseline: what is listed is written, row by row, as an ORM is used where nobody counts. */
async function writeThroughOrm(dataSource: DataSource): Promise<void> {
  const { CachedProduct } = await built<typeof productModule>('catalog/cached-product.entity');
  const repository = dataSource.getRepository(CachedProduct);
  const rows = await repository.find({ where: { userId: 1 }, take: ORM_ROWS });
  for (let n = 0; n < ORM_ROWS; n += 1) {
    const row = rows[n % rows.length];
    if (row) await repository.upsert(row, ['userId', 'storeId', 'id']);
  }
}

async function cpuOf(work: () => Promise<void>): Promise<{ cpuMs: number; wallMs: number }> {
  const started = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, wallMs: performance.now() - started };
}
