import { setTimeout as delay } from 'node:timers/promises';
import { startSandbox, type Sandbox, type WorldMerchant } from '@evosync/sandbox';
import { startTestApp, type Agent, type TestApp } from '../../apps/api/src/testing/app.js';

/** A run as the REST API shows it. */
export interface ShownRun {
  id: string;
  status: string;
  stage: string | null;
  progress: { done: number; total: number };
  counts: Record<string, number>;
  error: { code: string; message: string; who: string } | null;
}

/** An item of the VK shop that a buyer or its owner can see. */
export interface ShopItem {
  id: number;
  name: string;
  description: string;
  priceKopecks: number;
  stock: number;
  sku: string;
  albums: string[];
}

/** One merchant of a story: signed in, with the two clouds they own a part of. */
export interface Merchant {
  userId: number;
  email: string;
  password: string;
  agent: Agent;
  world: WorldMerchant;
  /** Saves both connections. */
  connect(): Promise<void>;
  /** Ticks every store and every group. */
  chooseAll(): Promise<void>;
  /** Presses "run now" and waits for the end. */
  run(): Promise<ShownRun>;
  /** Presses "run now" and does not wait. */
  start(): Promise<ShownRun>;
  wait(runId: string, limitMs?: number): Promise<ShownRun>;
  /** Every product's outcome in a run. */
  outcomes(runId: string): Promise<Record<string, unknown>[]>;
  /** What stands in the VK shop, by id, erased items left out. */
  shop(): ShopItem[];
  /** Albums of the VK shop with the names of their items. */
  albums(): { id: number; title: string; items: string[] }[];
}

/** The product and both clouds, running in one process on real engines. */
export interface Story {
  app: TestApp;
  sandbox: Sandbox;
  merchant(index?: number): Promise<Merchant>;
  /** Writing calls that VK let in while `work` was done. */
  writesDuring(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

const FAST = 40;

/** Starts a story in one of the sandbox's worlds. VK's limiter stays on, at a faster pace unless told otherwise. */
export async function startStory(
  options: { scenario?: string; requestsPerSecond?: number; settings?: Record<string, string> } = {},
): Promise<Story> {
  const pace = options.requestsPerSecond ?? FAST;
  const sandbox = await startSandbox({ scenario: options.scenario ?? 'tea-shop', vkRequestsPerSecond: pace });
  const app = await startTestApp({
    settings: {
      EVOTOR_API_URL: sandbox.evotorUrl,
      VK_API_URL: sandbox.vkApiUrl,
      VK_ID_URL: sandbox.vkIdUrl,
      VK_REQUESTS_PER_SECOND: String(pace),
      ...options.settings,
    },
  });
  return {
    app,
    sandbox,
    merchant: async (index = 0) => newMerchant(app, sandbox, worldOf(sandbox, index)),
    writesDuring: async (work) => {
      const before = sandbox.vk.journal.stats().writes;
      await work();
      return sandbox.vk.journal.stats().writes - before;
    },
    close: async () => {
      await app.close();
      await sandbox.close();
    },
  };
}

function worldOf(sandbox: Sandbox, index: number): WorldMerchant {
  const world = sandbox.world.merchants[index];
  if (!world) throw new Error(`The world has no merchant ${index}`);
  return world;
}

async function newMerchant(app: TestApp, sandbox: Sandbox, world: WorldMerchant): Promise<Merchant> {
  const { id: userId, email, password, agent } = await app.newcomer();
  const api = '/api/v1';
  const start = async (): Promise<ShownRun> => (await agent.post(`${api}/sync/runs`).expect(202)).body;
  const wait = async (runId: string, limitMs = 60_000): Promise<ShownRun> => {
    for (const end = Date.now() + limitMs; ; await delay(50)) {
      const run: ShownRun = (await agent.get(`${api}/sync/runs/${runId}`).expect(200)).body;
      if (!['queued', 'running'].includes(run.status)) return run;
      if (Date.now() > end) throw new Error(`The run is still ${run.status} at ${run.stage ?? 'no stage'}`);
    }
  };
  const community = () => {
    const found = sandbox.vk.snapshot().communities.find((one) => one.groupId === world.groupId);
    if (!found) throw new Error('The community is gone');
    return found;
  };
  return {
    userId,
    email,
    password,
    agent,
    world,
    connect: async () => {
      await agent.put(`${api}/connections/evotor`).send({ accessToken: world.evotorToken }).expect(200);
      await agent.put(`${api}/connections/vk`).send({ accessToken: world.vkToken, groupId: world.groupId }).expect(200);
    },
    chooseAll: async () => {
      for (const storeId of world.storeIds) {
        await agent.put(`${api}/catalog/stores/${storeId}/sync`).send({ enabled: true }).expect(200);
        await agent.put(`${api}/catalog/stores/${storeId}/groups/sync`).send({ enabled: true }).expect(200);
      }
    },
    start,
    wait,
    run: async () => wait((await start()).id),
    outcomes: async (runId) => {
      const items: Record<string, unknown>[] = [];
      for (let page = 1; ; page += 1) {
        const { body } = await agent.get(`${api}/sync/runs/${runId}/items?page=${page}&pageSize=200`).expect(200);
        items.push(...body.items);
        if (items.length >= body.total) return items;
      }
    },
    shop: () => {
      const { items, albums } = community();
      const titleOf = new Map(albums.map((album) => [album.id, album.title]));
      return items
        .filter((item) => item.erasedAt === null)
        .map((item) => ({
          id: item.id,
          name: item.name,
          description: item.description,
          priceKopecks: item.price,
          stock: item.stock,
          sku: item.sku,
          albums: item.albumIds.map((id) => titleOf.get(id) ?? '').sort(),
        }));
    },
    albums: () => {
      const { items, albums } = community();
      const nameOf = new Map(items.map((item) => [item.id, item.name]));
      return albums.map((album) => ({
        id: album.id,
        title: album.title,
        items: album.itemIds.map((id) => nameOf.get(id) ?? '').sort(),
      }));
    },
  };
}
