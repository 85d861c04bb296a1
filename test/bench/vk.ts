import { setTimeout as delay } from 'node:timers/promises';
import type * as filtersModule from '../../apps/api/src/catalog/filters.service.js';
import type * as refreshModule from '../../apps/api/src/catalog/refresh-catalog.service.js';
import type * as secretModule from '../../apps/api/src/common/secret-box.js';
import type * as runDtoModule from '../../apps/api/src/sync/dto/run.dto.js';
import type * as runsModule from '../../apps/api/src/sync/runs.service.js';
import { RowWrites } from '../support/row-writes.ts';
import { serveProgram, startRole } from './process.ts';
import { built, newDatabase, startProduct, type BenchProduct } from './product.ts';
import { atLeast, atMost, type BenchEngines, type BenchRow } from './report.ts';

const NEW_GOODS = 5_000;
const SHOP = 10_000;
/** Goods of the slice that is mirrored one call at a time. */
const SLICE = 60;
const CALLS_IN_REQUEST = 25;
const VK_PACE = 3;
/** Where only requests are counted, waiting for VK's pace would be a waste. */
const QUICK_PACE = 60;
const RUN_LIMIT_MS = 600_000;
const WRITTEN = [
  ...['cached_stores', 'cached_groups', 'cached_products', 'vk_cached_products', 'vk_cached_albums'],
  ...['sync_run_items', 'vk_connections', 'evotor_connections'],
];

interface VkStats {
  requests: number;
  writes: number;
  code6: number;
}

/** The product as it runs in production, beside a sandbox with one merchant, who has chosen everything. */
interface Shop {
  product: BenchProduct;
  /** Runs, and answers what it took. */
  run(): Promise<{ seconds: number; vk: VkStats; counts: runDtoModule.RunCountsDto }>;
  close(): Promise<void>;
}

/** The mirror against the sandbox with VK's limits on: a first one at VK's real pace, and an hourly one. */
export async function benchVk(engines: BenchEngines): Promise<BenchRow[]> {
  return [...(await benchFirstMirror(engines)), ...(await benchUnchanged(engines))];
}

async function benchFirstMirror(engines: BenchEngines): Promise<BenchRow[]> {
  const oneByOne = await secondsOneByOne(engines);
  const shop = await openShop(engines, `big:${NEW_GOODS}`, { requestsPerSecond: VK_PACE, batchSize: CALLS_IN_REQUEST });
  try {
    const { seconds, vk, counts } = await shop.run();
    if (counts.created !== NEW_GOODS) throw new Error(`${counts.created} items were created`);
    const work = `first mirror of ${NEW_GOODS} products`;
    const least = NEW_GOODS / CALLS_IN_REQUEST;
    const atPace = vk.requests / VK_PACE;
    return [
      {
        ...{ work: `${work}: requests to VK`, value: vk.requests, unit: 'requests' },
        baseline: { what: `the adds alone, ${CALLS_IN_REQUEST} a request`, value: least },
        bar: atMost(vk.requests / least, 1.15, 'within 1.15 x of the least possible'),
      },
      {
        ...{ work: `${work}: by the clock`, value: seconds, unit: 's' },
        baseline: { what: `its requests at ${VK_PACE} a second`, value: atPace },
        bar: atMost(seconds / atPace, 1.2, `within 1.2 x of requests / ${VK_PACE} per second`),
      },
      {
        ...{ work: `${work}: against one call at a time`, value: seconds, unit: 's' },
        baseline: { what: `one call a request at the same pace, from ${SLICE} products`, value: oneByOne },
        bar: atLeast(oneByOne / seconds, 20, 'at least 20 x faster'),
      },
      {
        ...{ work: `${work}: answers "too many requests"`, value: vk.code6, unit: 'answers' },
        bar: atMost(vk.code6, 0, 'none'),
      },
    ];
  } finally {
    await shop.close();
  }
}

/**
 * Seconds that a first mirror would take with one call a request: the requests that it then makes, at the rate that a
 * slice of it reached. Albums are filled by lists all the same.
 */
async function secondsOneByOne(engines: BenchEngines): Promise<number> {
  const shop = await openShop(engines, `big:${SLICE}`, { requestsPerSecond: VK_PACE, batchSize: 1 });
  try {
    const { seconds, vk } = await shop.run();
    const besideTheAdds = vk.requests - SLICE;
    return ((NEW_GOODS + besideTheAdds) * seconds) / vk.requests;
  } finally {
    await shop.close();
  }
}

async function benchUnchanged(engines: BenchEngines): Promise<BenchRow[]> {
  const pace = { requestsPerSecond: QUICK_PACE, batchSize: CALLS_IN_REQUEST };
  const shop = await openShop(engines, `big:${SHOP}`, pace);
  try {
    await shop.run();
    const writes = await RowWrites.watch(shop.product.dataSource, WRITTEN);
    const { vk, counts } = await shop.run();
    if (counts.unchanged !== SHOP) throw new Error(`${counts.unchanged} products were unchanged`);
    const rows = Object.values(await writes.take()).reduce((sum, n) => sum + n, 0);
    const work = `hourly run of ${SHOP} unchanged products`;
    return [
      {
        ...{ work: `${work}: requests to VK`, value: vk.requests, unit: 'requests' },
        bar: atMost(vk.requests, 20, 'at most 20'),
      },
      {
        ...{ work: `${work}: writing calls`, value: vk.writes, unit: 'calls' },
        bar: atMost(vk.writes, 0, 'none'),
      },
      { work: `${work}: rows written`, value: rows, unit: 'rows', bar: atMost(rows, 0, 'none') },
    ];
  } finally {
    await shop.close();
  }
}

async function openShop(
  engines: BenchEngines,
  scenario: string,
  { requestsPerSecond, batchSize }: { requestsPerSecond: number; batchSize: number },
): Promise<Shop> {
  const sandbox = await serveProgram(new URL('./vk-sandbox.ts', import.meta.url), [
    scenario,
    String(requestsPerSecond),
  ]);
  const database = await newDatabase(engines);
  const environment = {
    ...database.environment,
    ...{ EVOTOR_API_URL: `${sandbox.url}/evotor`, VK_API_URL: `${sandbox.url}/vk/method` },
    ...{ VK_REQUESTS_PER_SECOND: String(requestsPerSecond), VK_BATCH_SIZE: String(batchSize) },
  };
  const product = await startProduct(environment);
  await chooseEverything(product, sandbox.url);
  const worker = await startRole('worker', environment);
  const { RunsService } = await built<typeof runsModule>('sync/runs.service');
  return {
    product,
    run: () => runOnce(product.get(RunsService), sandbox.url),
    close: async () => {
      await worker.stop();
      await product.close();
      await database.drop();
      await sandbox.stop();
    },
  };
}

async function runOnce(runs: runsModule.RunsService, url: string): ReturnType<Shop['run']> {
  const before = await statsOf(url);
  const { id } = await runs.start(1, 'manual');
  for (const end = Date.now() + RUN_LIMIT_MS; ; await delay(100)) {
    const run = await runs.find(1, id);
    if (['queued', 'running'].includes(run.status) && Date.now() < end) continue;
    if (run.status !== 'succeeded') throw new Error(`the run is ${run.status}: ${JSON.stringify(run.error)}`);
    const after = await statsOf(url);
    const seconds = (Number(run.finishedAt) - Number(run.startedAt)) / 1000;
    const { requests, writes, code6 } = after;
    const vk = { requests: requests - before.requests, writes: writes - before.writes, code6: code6 - before.code6 };
    return { seconds, vk, counts: run.counts };
  }
}

async function statsOf(url: string): Promise<VkStats> {
  return (await (await fetch(`${url}/vk/control/stats`)).json()) as VkStats;
}

/** Connects the sandbox's merchant, reads the register and ticks every store and group. */
async function chooseEverything(product: BenchProduct, url: string): Promise<void> {
  const { SecretBox } = await built<typeof secretModule>('common/secret-box');
  const { RefreshCatalogService } = await built<typeof refreshModule>('catalog/refresh-catalog.service');
  const { FiltersService } = await built<typeof filtersModule>('catalog/filters.service');
  const { merchants } = (await (await fetch(`${url}/world`)).json()) as {
    merchants: { evotorToken: string; vkToken: string; groupId: number; storeIds: string[] }[];
  };
  const [merchant] = merchants;
  if (!merchant) throw new Error('the world has no merchant');
  const secrets = product.get(SecretBox);
  await product.addMerchants(1, 1);
  await product.dataSource.query('UPDATE evotor_connections SET access_token = ? WHERE user_id = 1', [
    secrets.encrypt(merchant.evotorToken),
  ]);
  await product.dataSource.query(
    `INSERT INTO vk_connections (user_id, access_token, token_last4, group_id, connected_at) VALUES (1, ?, 'arks', ?, NOW(3))`,
    [secrets.encrypt(merchant.vkToken), merchant.groupId],
  );
  await product.get(RefreshCatalogService).refresh(1, { whole: true });
  const filters = product.get(FiltersService);
  for (const storeId of merchant.storeIds) {
    await filters.switchStore(1, storeId, true);
    await filters.switchAllGroups(1, storeId, true);
  }
}
