import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox, type Sandbox, type WorldMerchant } from '@evosync/sandbox';
import supertest from 'supertest';
import { createTestDatabase } from '../../apps/api/src/database/testing.js';
import { tcpGate, type TcpGate } from '../../apps/api/src/testing/tcp-gate.js';
import { freePort, ProductProcess } from './process.js';
import type { ShownRun } from './story.js';

const API = '/api/v1';
const SYSTEM = { email: 'system@evosync.test', password: 'system-password' };
const MERCHANT = { email: 'anna@evosync.test', password: 'a good password' };

/** How the product is spread over processes: one that does everything, or a worker apart from the REST API. */
export type Layout = 'all' | 'api and worker';

/** The built product as processes that can be killed, engines that can be taken away, and both clouds. */
export interface Ground {
  sandbox: Sandbox;
  world: WorldMerchant;
  agent: ReturnType<typeof supertest.agent>;
  redis: TcpGate;
  mariaDb: TcpGate;
  /** Signs the merchant in and saves both connections; the clouds must be filled before. */
  moveIn(settings: object): Promise<void>;
  /** Ticks every store and every group. */
  chooseAll(): Promise<void>;
  /** `kill -9` of the process that does the work, and a new one in its place. */
  killWorker(): Promise<void>;
  /** Presses "run now"; joins a run that is alive. Asks again while the product is away. */
  start(): Promise<string>;
  /** Waits until the run has ended; null when `limitMs` are over before. */
  wait(runId: string, limitMs: number): Promise<ShownRun | null>;
  outcomes(runId: string): Promise<Record<string, unknown>[]>;
  /** `SIGTERM` to all processes; answers the exit code of the one with the REST API. */
  stop(): Promise<number | null>;
  close(): Promise<void>;
}

/** Starts everything on free ports with an empty database; `pace` in requests a second of VK. */
export async function startGround(layout: Layout, pace: number, scenario = 'empty-shop'): Promise<Ground> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    return await build(layout, pace, scenario, closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(
  layout: Layout,
  pace: number,
  scenario: string,
  closing: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<Ground> {
  const sandbox = await startSandbox({ scenario, vkRequestsPerSecond: pace });
  closing.push(() => sandbox.close());
  const database = await createTestDatabase();
  closing.push(() => database.drop());
  const mariaDb = await tcpGate(database.url);
  const redis = await tcpGate(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/6');
  closing.push(() => mariaDb.close().then(() => redis.close()));

  const port = await freePort();
  const common = {
    DATABASE_URL: mariaDb.url,
    REDIS_URL: redis.url,
    REDIS_PREFIX: `ground-${randomBytes(6).toString('hex')}`,
    BASE_URL: `http://127.0.0.1:${port}`,
    SECRET_KEY: 'a secret of the tests',
    SYSTEM_USER_EMAIL: SYSTEM.email,
    SYSTEM_USER_PASSWORD: SYSTEM.password,
    EVOTOR_API_URL: sandbox.evotorUrl,
    VK_API_URL: sandbox.vkApiUrl,
    VK_REQUESTS_PER_SECOND: String(pace),
    API_REQUESTS_PER_MINUTE: '100000',
  };
  const single = layout === 'all';
  const front = new ProductProcess({ ...common, PORT: String(port), APP_ROLE: single ? 'all' : 'api' });
  closing.push(() => front.stop('SIGKILL'));
  await front.start();
  let worker = front;
  if (!single) {
    worker = new ProductProcess({ ...common, PORT: String(await freePort()), APP_ROLE: 'worker' });
    closing.push(() => worker.stop('SIGKILL'));
    await worker.start();
  }

  const [world] = sandbox.world.merchants;
  if (!world) throw new Error('The world has no merchant');
  const agent = supertest.agent(front.url);
  const chooseAll = async (): Promise<void> => {
    for (const storeId of world.storeIds) {
      await agent.put(`${API}/catalog/stores/${storeId}/sync`).send({ enabled: true }).expect(200);
      await agent.put(`${API}/catalog/stores/${storeId}/groups/sync`).send({ enabled: true }).expect(200);
    }
  };
  return {
    sandbox,
    world,
    agent,
    redis,
    mariaDb,
    close,
    killWorker: async () => {
      await worker.stop('SIGKILL');
      await worker.start();
    },
    moveIn: async (settings) => {
      const system = supertest.agent(front.url);
      await system.post(`${API}/auth/login`).send(SYSTEM).expect(200);
      const newcomer = { ...MERCHANT, name: 'Анна', role: 'user' };
      await system.post(`${API}/admin/users`).send(newcomer).expect(201);
      await agent.post(`${API}/auth/login`).send(MERCHANT).expect(200);
      const { evotorToken, vkToken, groupId } = world;
      await agent.put(`${API}/connections/evotor`).send({ accessToken: evotorToken }).expect(200);
      await agent.put(`${API}/connections/vk`).send({ accessToken: vkToken, groupId }).expect(200);
      await agent.put(`${API}/sync/settings`).send(settings).expect(200);
      await chooseAll();
    },
    chooseAll,
    stop: async () => {
      if (worker !== front) await worker.stop('SIGTERM');
      return front.stop('SIGTERM');
    },
    start: async () => {
      for (const end = Date.now() + 30_000; ; await delay(100)) {
        const answer = await agent.post(`${API}/sync/runs`).catch(() => null);
        if (answer?.status === 202) return String(answer.body.id);
        const refused = answer !== null && answer.status < 500;
        if (refused || Date.now() > end) throw new Error(`No run: ${answer?.status} ${answer?.text}`);
      }
    },
    wait: async (runId, limitMs) => {
      for (const end = Date.now() + limitMs; Date.now() < end; await delay(50)) {
        const answer = await agent.get(`${API}/sync/runs/${runId}`).catch(() => null);
        if (answer?.status === 200 && answer.body.finishedAt) return answer.body as ShownRun;
      }
      return null;
    },
    outcomes: async (runId) => {
      const items: Record<string, unknown>[] = [];
      for (let page = 1; ; page += 1) {
        const { body } = await agent.get(`${API}/sync/runs/${runId}/items?page=${page}&pageSize=200`).expect(200);
        items.push(...body.items);
        if (items.length >= body.total) return items;
      }
    },
  };
}
