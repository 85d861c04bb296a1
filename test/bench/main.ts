import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import { benchLogs } from './logs.ts';
import { benchMemory } from './memory.ts';
import { benchPlanning } from './planning.ts';
import { benchProductList } from './product-list.ts';
import { benchGrowth, benchRefresh } from './refresh.ts';
import { tableOf, type Bench, type BenchEngines, type BenchRow } from './report.ts';
import { benchVk } from './vk.ts';

/** The benchmarks of DESIGN.md, section 8, in the order in which they run; a command line may name some. */
const benches: Record<string, Bench> = {
  planning: benchPlanning,
  refresh: benchRefresh,
  growth: benchGrowth,
  vk: benchVk,
  memory: benchMemory,
  'product-list': benchProductList,
  logs: benchLogs,
};
const RESULTS = fileURLToPath(new URL('../../.cache/bench.json', import.meta.url));

async function machineOf({ databaseUrl }: BenchEngines): Promise<Record<string, string | number>> {
  const server = await createConnection(databaseUrl);
  const [rows] = await server.query('SELECT VERSION() AS version');
  await server.end();
  const [{ version } = { version: 'unknown' }] = rows as { version: string }[];
  return {
    ...{ cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) },
    ...{ node: process.version, mariadb: version },
  };
}

async function main(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !(name in benches));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
    return 2;
  }
  const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env;
  if (!databaseUrl || !redisUrl) throw new Error('TEST_DATABASE_URL and TEST_REDIS_URL are not set: use npm run bench');
  const engines = { databaseUrl, redisUrl };
  const results: (BenchRow & { bench: string })[] = [];
  for (const [name, bench] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n${name} …`);
    const rows = await bench(engines);
    results.push(...rows.map((row) => ({ bench: name, ...row })));
    console.log(tableOf(rows));
  }
  mkdirSync(path.dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify({ machine: await machineOf(engines), results }, null, 2)}\n`);
  const missed = results.filter((row) => row.bar && !row.bar.met);
  console.log(`\nThe figures as JSON: ${RESULTS}`);
  for (const { bench, work, bar } of missed) console.log(`MISSED: ${bench}, ${work}: ${bar?.text}`);
  return missed.length > 0 ? 1 : 0;
}

process.exit(await main(process.argv.slice(2)));
