import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '@evosync/sandbox';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import supertest from 'supertest';
import { createTestDatabase } from '../../apps/api/src/database/testing.js';
import { freePort, ProductProcess } from '../support/process.js';

const SYSTEM = { email: 'system@evosync.test', password: 'system-password' };
const MERCHANT = { email: 'anna@evosync.test', password: 'a good password' };

describe('The process is killed in the middle of a first mirror', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const shop = (sandbox: Sandbox) => {
    const [community] = sandbox.vk.snapshot().communities;
    return (community?.items ?? []).filter((item) => item.erasedAt === null && item.sku.startsWith('EV-'));
  };

  it('started again, it goes on by itself: no double, nothing missing, and then nothing left to do', async () => {
    const sandbox = await startSandbox({ scenario: 'tea-shop', vkRequestsPerSecond: 6 });
    closing.push(() => sandbox.close());
    const database = await createTestDatabase();
    closing.push(() => database.drop());
    const port = await freePort();
    const product = new ProductProcess({
      DATABASE_URL: database.url,
      REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/6',
      REDIS_PREFIX: `death-${randomBytes(6).toString('hex')}`,
      PORT: String(port),
      BASE_URL: `http://127.0.0.1:${port}`,
      SECRET_KEY: 'a secret of the tests',
      SYSTEM_USER_EMAIL: SYSTEM.email,
      SYSTEM_USER_PASSWORD: SYSTEM.password,
      EVOTOR_API_URL: sandbox.evotorUrl,
      VK_API_URL: sandbox.vkApiUrl,
      VK_REQUESTS_PER_SECOND: '6',
    });
    closing.push(() => product.stop('SIGKILL'));
    await product.start();

    const system = supertest.agent(product.url);
    await system.post('/api/v1/auth/login').send(SYSTEM).expect(200);
    await system
      .post('/api/v1/admin/users')
      .send({ ...MERCHANT, name: 'Анна', role: 'user' })
      .expect(201);
    const agent = supertest.agent(product.url);
    await agent.post('/api/v1/auth/login').send(MERCHANT).expect(200);
    const [world] = sandbox.world.merchants;
    if (!world) throw new Error('no merchant');
    await agent.put('/api/v1/connections/evotor').send({ accessToken: world.evotorToken }).expect(200);
    await agent.put('/api/v1/connections/vk').send({ accessToken: world.vkToken, groupId: world.groupId }).expect(200);
    for (const storeId of world.storeIds) {
      await agent.put(`/api/v1/catalog/stores/${storeId}/sync`).send({ enabled: true }).expect(200);
      await agent.put(`/api/v1/catalog/stores/${storeId}/groups/sync`).send({ enabled: true }).expect(200);
    }
    const { body: run } = await agent.post('/api/v1/sync/runs').expect(202);

    for (const enough of [40, 160]) {
      while (shop(sandbox).length < enough) await delay(10);
      await product.stop('SIGKILL');
      await product.start();
    }
    const ended = async () => (await agent.get(`/api/v1/sync/runs/${run.id}`).expect(200)).body;
    for (const end = Date.now() + 90_000; !(await ended()).finishedAt; await delay(200)) {
      if (Date.now() > end) throw new Error(`still ${JSON.stringify(await ended())}`);
    }
    expect((await ended()).status).toBe('succeeded');
    const skus = shop(sandbox).map((item) => item.sku);
    expect(new Set(skus).size).toBe(skus.length);
    const { counts } = await ended();
    expect(counts).toMatchObject({ adopted: 1, updated: 0, failed: 0 });
    expect(skus.length).toBe(counts.created + counts.adopted);

    const writes = sandbox.vk.journal.stats().writes;
    const { body: second } = await agent.post('/api/v1/sync/runs').expect(202);
    while (!(await agent.get(`/api/v1/sync/runs/${second.id}`)).body.finishedAt) await delay(100);
    const { body: quiet } = await agent.get(`/api/v1/sync/runs/${second.id}`).expect(200);
    expect(quiet).toMatchObject({ status: 'succeeded', counts: { created: 0, updated: 0, failed: 0 } });
    expect(sandbox.vk.journal.stats().writes).toBe(writes);
    expect(await product.stop('SIGTERM')).toBe(0);
  }, 180_000);
});
