import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type * as secretModule from '../../apps/api/src/common/secret-box.js';
import type * as planModule from '../../apps/api/src/sync/plan.service.js';
import type * as runsModule from '../../apps/api/src/sync/runs.service.js';
import { startCloud } from './cloud.ts';
import { serveProgram, startRole, type Served } from './process.ts';
import { built, newDatabase, startProduct, type BenchProduct, type Environment } from './product.ts';
import { atMost, type BenchEngines, type BenchRow } from './report.ts';

const GOODS = 100_000;
const MOST_MB = 300;
const GROUP_ID = 171;
const GOODS_IN_GROUP = 250;
const RUN_LIMIT_MS = 300_000;
/** What a VK shop is said to hold at most (`reference/vk-market.md`); beyond it is shown, and has no bar. */
const MOST_ITEMS = 15_000;

/**
 * What a worker holds at its highest on a register of 100,000 products, each kind of run in a fresh process of its own:
 * the first reading; a run that finds all items in VK and has to link them; a run that finds nothing to do.
 */
export async function benchMemory(engines: BenchEngines): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'evosync-bench-'));
  const cloud = await startCloud(GOODS);
  const database = await newDatabase(engines);
  const environment = { ...database.environment, EVOTOR_API_URL: cloud.url, VK_REQUESTS_PER_SECOND: '20' };
  const product = await startProduct(environment);
  try {
    await product.addMerchants(1, 1);
    const rows: BenchRow[] = [row('the first reading', await peakOfRun(product, environment), true)];
    for (const mirrored of [MOST_ITEMS, GOODS]) {
      const shop = await fillShop(product, mirrored, path.join(folder, 'shop.json'));
      try {
        const withShop = { ...environment, VK_API_URL: shop.url };
        const judged = mirrored <= MOST_ITEMS;
        for (const what of ['a run that links every item', 'an unchanged run']) {
          rows.push(row(`${mirrored} in VK, ${what}`, await peakOfRun(product, withShop), judged));
        }
      } finally {
        await shop.stop();
      }
    }
    return rows;
  } finally {
    await product.close();
    await database.drop();
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, value: number, judged: boolean): BenchRow {
  return {
    ...{ work: `worker on ${GOODS} products, ${what}`, value, unit: 'MB' },
    ...(judged && { bar: atMost(value, MOST_MB, `under ${MOST_MB} MB resident`) }),
  };
}

async function peakOfRun(product: BenchProduct, environment: Environment): Promise<number> {
  const { RunsService } = await built<typeof runsModule>('sync/runs.service');
  const runs = product.get(RunsService);
  const worker = await startRole('worker', environment);
  try {
    const { id } = await runs.start(1, 'manual');
    for (const end = Date.now() + RUN_LIMIT_MS; ; await delay(200)) {
      const run = await runs.find(1, id);
      if (run.status === 'succeeded') return worker.peakMb();
      if (!['queued', 'running'].includes(run.status) || Date.now() > end) {
        throw new Error(`the run is ${run.status}: ${JSON.stringify(run.error)}`);
      }
    }
  } finally {
    await worker.stop();
  }
}

/** Chooses so many products, by their groups, and makes a VK shop that holds what the plan would have created. */
async function fillShop(product: BenchProduct, mirrored: number, file: string): Promise<Served> {
  const { PlanService } = await built<typeof planModule>('sync/plan.service');
  const { SecretBox } = await built<typeof secretModule>('common/secret-box');
  await product.dataSource.query('DELETE FROM sync_filters');
  await product.dataSource.query('DELETE FROM vk_connections');
  await product.dataSource.query('DELETE FROM vk_cached_products');
  await product.dataSource.query('DELETE FROM vk_cached_albums');
  await product.dataSource.query('UPDATE cached_products SET vk_product_id = NULL, vk_sent = NULL, vk_shown = NULL');
  await product.dataSource.query('UPDATE cached_groups SET vk_album_id = NULL');
  await product.dataSource.query(
    `INSERT INTO sync_filters (user_id, entity_type, store_id, entity_id)
     SELECT 1, 'store', id, id FROM cached_stores
     UNION ALL (SELECT 1, 'group', store_id, id FROM cached_groups ORDER BY id LIMIT ?)`,
    [mirrored / GOODS_IN_GROUP],
  );
  await product.dataSource.query(
    `INSERT INTO vk_connections (user_id, access_token, token_last4, group_id, connected_at) VALUES (1, ?, 'arks', ?, NOW(3))`,
    [product.get(SecretBox).encrypt('a-token-of-the-benchmarks'), GROUP_ID],
  );
  const { plan } = await product.get(PlanService).plan(1);
  const albums = plan.operations.flatMap((one) => (one.kind === 'create-album' ? [one] : []));
  const albumIds = new Map(albums.map(({ group }, index) => [group.groupId, index + 1]));
  const groupIds = new Map(
    plan.operations.flatMap((one) => (one.kind === 'add-to-album' ? [[one.product.productId, one.group.groupId]] : [])),
  );
  const creates = plan.operations.flatMap((one) => (one.kind === 'create-item' ? [one] : []));
  if (creates.length !== mirrored) throw new Error(`the plan creates ${creates.length} items`);
  const items = creates.map(({ product: { productId }, fields }, index) => ({
    ...{ id: index + 1, owner_id: -GROUP_ID, title: fields.name, description: fields.description, sku: fields.sku },
    ...{ price: { amount: String(fields.priceKopecks) }, stock_amount: fields.stockAmount, availability: 0 },
    ...{
      albums_ids: [albumIds.get(groupIds.get(productId) ?? '') ?? 0],
      date: 1_700_000_000,
      photos: [],
      views_count: 5,
    },
    ...{
      thumb_photo: `https://sun9-1.userapi.test/impg/${fields.sku}/${index}.jpg?size=604x604&quality=95&type=album`,
    },
    ...{ category: { id: 40932, name: 'Продукты', section: { id: 4, name: 'Еда' } } },
  }));
  writeFileSync(
    file,
    JSON.stringify({
      items,
      albums: albums.map(({ title }, index) => ({ id: index + 1, owner_id: -GROUP_ID, title, count: 250 })),
    }),
  );
  return serveProgram(new URL('./vk-process.ts', import.meta.url), [file]);
}
