import type { NestExpressApplication } from '@nestjs/platform-express';
import type * as nest from '@nestjs/core';
import type { DataSource } from 'typeorm';
import type * as appModule from '../../apps/api/src/app.module.js';
import type * as settingsModule from '../../apps/api/src/config/settings.js';
import type * as configureModule from '../../apps/api/src/configure-app.js';
import { built, newDatabase, type Environment } from './product.ts';
import { atMost, percentile, rounded, type BenchEngines, type BenchRow } from './report.ts';

const ROWS = 1_000_000;
const ROWS_AT_ONCE = 100_000;
const ROUNDS = 3;
const REQUESTS = 50;
const BAR_MS = 50;
const PERSON = { email: 'system@evosync.bench', password: 'a password of the benchmarks' };
const DAY_MS = 24 * 3600 * 1000;
/** Microseconds between two calls, so that all of them fill a month. */
const STEP_US = (30 * DAY_MS * 1000) / ROWS;

/** The journal's page over a million calls: each filter and several together, through HTTP against the real app. */
export async function benchLogs(engines: BenchEngines): Promise<BenchRow[]> {
  const database = await newDatabase(engines);
  const server = await startServer({
    ...database.environment,
    ...{ SYSTEM_USER_EMAIL: PERSON.email, SYSTEM_USER_PASSWORD: PERSON.password, API_REQUESTS_PER_MINUTE: '1000000' },
  });
  try {
    await fillJournal(server.dataSource);
    const ask = await signIn(server.url);
    const { nextCursor } = (await ask('pageSize=200')) as { nextCursor: string };
    const rows: BenchRow[] = [];
    for (const [name, query] of filters(nextCursor)) rows.push(await measure(name, () => ask(query)));
    return rows;
  } finally {
    await server.close();
    await database.drop();
  }
}

/** What an admin may ask for; of the texts one is everywhere, one nearly nowhere and one nowhere. */
function filters(cursor: string): [name: string, query: string][] {
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
  return [
    ['no filter', ''],
    ['no filter, 200 rows', 'pageSize=200'],
    ['further on by cursor', `cursor=${cursor}`],
    ['a busy user', 'userId=1'],
    ['a user with few calls', 'userId=777'],
    ['a service', 'service=evotor'],
    ['a service nobody called', 'service=nobody'],
    ['direction', 'direction=in'],
    ['status 5xx', 'status=5xx'],
    ['no answer', 'status=none'],
    ['errors', 'outcome=error'],
    ['a day two weeks ago', `from=${ago(15)}&to=${ago(14)}`],
    ['a run', 'runId=00000000-0000-4000-8000-000000004711'],
    ['a request', 'correlationId=request-4711'],
    ['a method', 'method=market.add'],
    ['a rare method', 'method=getImages'],
    ['a text found everywhere', 'search=crispbread'],
    ['a text found once', 'search=needle-424242'],
    ['a text found nowhere', 'search=nothing-like-this'],
    ['errors of a busy user', 'userId=1&outcome=error'],
    ['a busy user, inbound', 'userId=1&direction=in'],
    ['a busy user, 5xx, a week', `userId=1&status=5xx&from=${ago(7)}`],
    ['service, errors, a day', `service=vk&outcome=error&from=${ago(15)}&to=${ago(14)}`],
    ['a busy user and a text found nowhere', 'userId=1&search=nothing-like-this'],
    ['service, method, text and a week', `service=vk&method=edit&search=needle&from=${ago(20)}&to=${ago(13)}`],
    [
      'everything at once',
      `userId=1&service=vk&direction=out&status=2xx&outcome=ok&method=add&search=nut&from=${ago(20)}`,
    ],
  ];
}

/** The best of several rounds, so that a busy machine matters less. */
async function measure(name: string, ask: () => Promise<unknown>): Promise<BenchRow> {
  const rounds: number[][] = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push(await timesOf(ask));
  const p99 = Math.min(...rounds.map((times) => percentile(times, 99)));
  const p50 = rounded(percentile(rounds.flat(), 50));
  return {
    work: `journal of ${ROWS} calls, ${name}: p99 (p50 ${p50} ms)`,
    ...{ value: p99, unit: 'ms', bar: atMost(p99, BAR_MS, `under ${BAR_MS} ms`) },
  };
}

async function timesOf(ask: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < REQUESTS; n += 1) {
    const startedAt = performance.now();
    await ask();
    times.push(performance.now() - startedAt);
  }
  return times;
}

interface BenchServer {
  url: string;
  dataSource: DataSource;
  close(): Promise<void>;
}

async function startServer(environment: Environment): Promise<BenchServer> {
  await import('reflect-metadata');
  const { NestFactory }: typeof nest = await import('@nestjs/core');
  const { DataSource } = await import('typeorm');
  const { AppModule } = await built<typeof appModule>('app.module');
  const { loadSettings } = await built<typeof settingsModule>('config/settings');
  const { configureApp } = await built<typeof configureModule>('configure-app');
  const settings = loadSettings({ ...environment, APP_ROLE: 'api', PORT: '0', BASE_URL: 'http://127.0.0.1' });
  const options = { bufferLogs: true, bodyParser: false, abortOnError: false };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), options);
  await configureApp(app);
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), dataSource: app.get(DataSource), close: () => app.close() };
}

async function signIn(url: string): Promise<(query: string) => Promise<unknown>> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(PERSON),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return async (query) => {
    const page = await fetch(`${url}/api/v1/admin/logs?${query}`, { headers: { cookie } });
    if (page.status !== 200) throw new Error(`admin/logs?${query} answered ${page.status}: ${await page.text()}`);
    return page.json();
  };
}

/**
 * A month of calls: a third of them by user 1, the others by a thousand users; 2 % errors, a few without an answer,
 * 1 % inbound; each call with some sixty words.
 */
async function fillJournal(dataSource: DataSource): Promise<void> {
  const words =
    'tea,coffee,crispbread,nut,honey,syrup,oolong,sencha,puerh,mint,ginger,lemon,vanilla,cocoa,wafer,jam'.split(',');
  const word = (factor: number) =>
    `ELT(1 + (seq * ${factor}) MOD ${words.length}, ${words.map((one) => `'${one}'`).join(', ')})`;
  const text = Array.from({ length: 30 }, (_, n) => `${word(7 + n * 2)}, '-', (seq * ${13 + n}) MOD 9973, ' '`).join(
    ', ',
  );
  for (let from = 1; from <= ROWS; from += ROWS_AT_ONCE) {
    const range = `seq_${from}_to_${from + ROWS_AT_ONCE - 1}`;
    await dataSource.query(
      `INSERT INTO api_logs (time, user_id, direction, service, method, status, status_class, outcome, error_code,
                             duration_ms, run_id, correlation_id, search_text)
       SELECT TIMESTAMPADD(MICROSECOND, ${STEP_US} * seq, TIMESTAMPADD(MICROSECOND, ${-STEP_US * ROWS}, NOW(3))),
              IF(seq MOD 3 = 0, 1, 2 + seq MOD 999),
              IF(seq MOD 100 = 7, 'in', 'out'),
              IF(seq MOD 10 < 7, 'vk', 'evotor'),
              IF(seq MOD 10 < 7, IF(seq MOD 2, 'execute: market.add ×25', 'execute: market.edit ×25'),
                 'GET /stores/{id}/products'),
              CASE seq MOD 1000 WHEN 3 THEN NULL WHEN 5 THEN 502 WHEN 9 THEN 402 ELSE 200 END,
              CASE seq MOD 1000 WHEN 3 THEN 'none' WHEN 5 THEN '5xx' WHEN 9 THEN '4xx' ELSE '2xx' END,
              IF(seq MOD 50 = 11 OR seq MOD 1000 IN (3, 5, 9), 'error', 'ok'),
              IF(seq MOD 50 = 11, '100', NULL),
              20 + seq MOD 300,
              CONCAT('00000000-0000-4000-8000-', LPAD(seq DIV 20, 12, '0')),
              IF(seq MOD 20 = 0, CONCAT('request-', seq DIV 20), NULL),
              CONCAT(${text}, IF(seq = 424242, 'needle-424242', ''))
       FROM ${range}`,
    );
    await dataSource.query(
      `INSERT INTO api_log_bodies (log_id, request, response)
       SELECT id, search_text, search_text FROM api_logs WHERE id > ? ORDER BY id`,
      [await lastBody(dataSource)],
    );
  }
  await dataSource.query('ANALYZE TABLE api_logs');
}

async function lastBody(dataSource: DataSource): Promise<number> {
  const [row]: { last: string | null }[] = await dataSource.query('SELECT MAX(log_id) AS last FROM api_log_bodies');
  return Number(row?.last ?? 0);
}
