import { createPool } from 'mysql2/promise';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { DataSource } from 'typeorm';
import { startCloud, STORE_ID } from './cloud.ts';
import { startRole } from './process.ts';
import { newDatabase, startProduct } from './product.ts';
import { copyToOthers, refreshOf } from './refresh.ts';
import { atMost, percentile, rounded, type BenchEngines, type BenchRow } from './report.ts';

const GOODS = 10_000;
const MERCHANTS = 20;
const REQUESTS = 200;
const ROUNDS = 3;
const PERSON = { email: 'system@evosync.bench', password: 'a password of the benchmarks' };

/** What is asked of the list, and the bare query that finds the same page of 50. */
function cases(groupId: string): { name: string; query: string; where: string; params: unknown[] }[] {
  return [
    { name: 'a group', query: `groupId=${groupId}`, where: 'group_id = ?', params: [groupId] },
    { name: 'a word', query: `search=${encodeURIComponent('Варенье')}`, where: BY_TEXT, params: likeFour('Варенье') },
    { name: 'a barcode', query: 'search=4600000004711', where: BY_TEXT, params: likeFour('4600000004711') },
    { name: 'a state', query: 'syncState=synced', where: `sync_state = 'synced'`, params: [] },
    { name: 'no filter', query: '', where: '1 = 1', params: [] },
  ];
}

const BY_TEXT = '(name LIKE ? OR code LIKE ? OR article_number LIKE ? OR barcodes LIKE ?)';
const likeFour = (text: string): string[] => Array<string>(4).fill(`%${text}%`);

/**
 * A page of 50 of 10,000 products, one of 20 such merchants: the time until the last byte of the packed answer, session
 * and all, against the bare query for the same 50 rows, without their total, through the same driver.
 */
export async function benchProductList(engines: BenchEngines): Promise<BenchRow[]> {
  const cloud = await startCloud(GOODS);
  const database = await newDatabase(engines);
  const environment = {
    ...{
      ...database.environment,
      EVOTOR_API_URL: cloud.url,
      API_REQUESTS_PER_MINUTE: '1000000',
      NODE_ENV: 'development',
    },
    ...{ SYSTEM_USER_EMAIL: PERSON.email, SYSTEM_USER_PASSWORD: PERSON.password },
  };
  const product = await startProduct(environment);
  const api = await startRole('api', environment);
  const pool = createPool({ uri: database.environment.DATABASE_URL, charset: 'utf8mb4' });
  try {
    await product.addMerchants(1, MERCHANTS);
    await (
      await refreshOf(product)
    )(1);
    await product.dataSource.query(
      `INSERT INTO sync_filters (user_id, entity_type, store_id, entity_id)
       SELECT user_id, 'store', id, id FROM cached_stores UNION ALL SELECT user_id, 'group', store_id, id FROM cached_groups`,
    );
    await product.dataSource.query(`UPDATE cached_products SET sync_state = IF(RAND(1) < 0.9, 'synced', NULL)`);
    await copyToOthers(product.dataSource, MERCHANTS);
    await mirror(product.dataSource);
    await product.dataSource.query('ANALYZE TABLE cached_products, cached_groups, sync_filters');
    const ask = await signIn(api.url);
    const [group] = await product.dataSource.query<{ id: string }[]>('SELECT id FROM cached_groups LIMIT 1');
    const rows: BenchRow[] = [];
    for (const { name, query, where, params } of cases(group?.id ?? '')) {
      const sql = `SELECT * FROM cached_products WHERE user_id = ? AND store_id = ? AND removed_at IS NULL AND ${where}
                   ORDER BY name, id LIMIT 50`;
      const bare = (): Promise<unknown> => pool.query(sql, [1, STORE_ID, ...params]);
      const page = await inTurns(() => ask(query), bare);
      rows.push({
        ...{ work: `page of 50 of ${GOODS} products by ${name}, p99 (p50 ${page.first.p50} ms)`, unit: 'ms' },
        ...{ value: page.first.p99, baseline: { what: `bare SQL, p50 ${page.second.p50} ms`, value: page.second.p99 } },
        bar: atMost(page.first.p99 / page.second.p99, 3, 'p99 under 3 x of the bare query'),
      });
    }
    return rows;
  } finally {
    await pool.end();
    await api.stop();
    await product.close();
    await database.drop();
    await cloud.stop();
  }
}

/** Gives the first merchant a shop that holds every product said to be in it. */
async function mirror(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `INSERT INTO vk_connections (user_id, access_token, token_last4, group_id, connected_at)
     VALUES (1, 'unused', 'used', 171, NOW(3))`,
  );
  await dataSource.query(
    `UPDATE cached_products p JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM cached_products
       WHERE user_id = 1 AND sync_state = 'synced') numbered ON numbered.id = p.id
     SET p.vk_product_id = numbered.n, p.vk_sent = JSON_OBJECT('name', p.name, 'priceKopecks', 12300)
     WHERE p.user_id = 1`,
  );
  await dataSource.query(
    `INSERT INTO vk_cached_products (user_id, id, title, description, price_kopecks, album_ids, photo_url, content_hash)
     SELECT 1, vk_product_id, name, '', 12300, '[]', CONCAT('https://sun9-1.userapi.test/impg/', id, '.jpg?size=604x604'), ''
     FROM cached_products WHERE user_id = 1 AND vk_product_id IS NOT NULL`,
  );
}

interface Times {
  p50: number;
  p99: number;
}

/** Both measured in turns, so that whatever else the machine does falls on both; the best round of several. */
async function inTurns(
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<{ first: Times; second: Times }> {
  const rounds: { first: number[]; second: number[] }[] = [];
  for (let n = 0; n < 30; n += 1) await Promise.all([first(), second()]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const times = { first: [] as number[], second: [] as number[] };
    for (let n = 0; n < REQUESTS; n += 1) {
      times.first.push(await timeOf(first));
      times.second.push(await timeOf(second));
    }
    rounds.push(times);
  }
  const summary = (side: 'first' | 'second'): Times => ({
    p50: rounded(
      percentile(
        rounds.flatMap((round) => round[side]),
        50,
      ),
    ),
    p99: Math.min(...rounds.map((round) => percentile(round[side], 99))),
  });
  return { first: summary('first'), second: summary('second') };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function signIn(url: string): Promise<(query: string) => Promise<unknown>> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(PERSON),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const agent = new Agent({ keepAlive: true });
  const headers = { cookie, 'accept-encoding': 'gzip, deflate, br' };
  return async (query) => {
    const request = get(`${url}/api/v1/catalog/stores/${STORE_ID}/products?${query}`, { agent, headers });
    const [page] = (await once(request, 'response')) as [IncomingMessage];
    page.resume();
    await once(page, 'end');
    if (page.statusCode !== 200) throw new Error(`the list answered ${page.statusCode}`);
  };
}
