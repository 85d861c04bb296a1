import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '@evosync/sandbox';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import supertest from 'supertest';
import { createTestDatabase } from '../../apps/api/src/database/testing.js';
import { freePort, ProductProcess } from '../support/process.js';

const SYSTEM = { email: 'system@evosync.test', password: 'system-password' };
const STOP_WITHIN_MS = 30_000;

/** A sign-in whose body comes in two parts: it is on its way for as long as `finish` is not called. */
function slowLogin(url: string) {
  const body = JSON.stringify(SYSTEM);
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  const sending = request(`${url}/api/v1/auth/login`, { method: 'POST', headers, agent: false });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  sending.write(body.slice(0, 10));
  return {
    // Long enough for the head of the request to have arrived.
    begun: delay(500),
    finish: async () => {
      sending.end(body.slice(10));
      const [response] = await answered;
      response.resume();
      return response.statusCode;
    },
  };
}

describe('A worker is told to stop in the middle of a first mirror', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const skus = (sandbox: Sandbox) =>
    (sandbox.vk.snapshot().communities[0]?.items ?? [])
      .filter((item) => item.erasedAt === null && item.sku.startsWith('EV-'))
      .map((item) => item.sku);

  it('two processes start at once; one stops within 30 s and the other goes on: no double, nothing missing', async () => {
    const sandbox = await startSandbox({ scenario: 'tea-shop', vkRequestsPerSecond: 6 });
    closing.push(() => sandbox.close());
    const database = await createTestDatabase();
    closing.push(() => database.drop());
    const env = {
      DATABASE_URL: database.url,
      REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/6',
      REDIS_PREFIX: `draining-${randomBytes(6).toString('hex')}`,
      SECRET_KEY: 'a secret of the tests',
      SYSTEM_USER_EMAIL: SYSTEM.email,
      SYSTEM_USER_PASSWORD: SYSTEM.password,
      EVOTOR_API_URL: sandbox.evotorUrl,
      VK_API_URL: sandbox.vkApiUrl,
      VK_REQUESTS_PER_SECOND: '6',
    };
    const start = async (role: string) => {
      const product = new ProductProcess({ ...env, APP_ROLE: role, PORT: String(await freePort()) });
      closing.push(() => product.stop('SIGKILL'));
      await product.start(60_000);
      return product;
    };
    const [api, first] = await Promise.all([start('api'), start('worker')]);
    const agent = supertest.agent(api.url);
    await agent.post('/api/v1/auth/login').send(SYSTEM).expect(200);
    const [world] = sandbox.world.merchants;
    if (!world) throw new Error('no merchant');
    await agent.put('/api/v1/connections/evotor').send({ accessToken: world.evotorToken }).expect(200);
    await agent.put('/api/v1/connections/vk').send({ accessToken: world.vkToken, groupId: world.groupId }).expect(200);
    for (const storeId of world.storeIds) {
      await agent.put(`/api/v1/catalog/stores/${storeId}/sync`).send({ enabled: true }).expect(200);
      await agent.put(`/api/v1/catalog/stores/${storeId}/groups/sync`).send({ enabled: true }).expect(200);
    }
    const { body: run } = await agent.post('/api/v1/sync/runs').expect(202);
    while (skus(sandbox).length < 40) await delay(10);

    const asked = Date.now();
    expect(await first.stop('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(STOP_WITHIN_MS);
    const halfway = skus(sandbox).length;
    await delay(1500);
    expect(skus(sandbox)).toHaveLength(halfway);

    await start('worker');
    const ended = async () => (await agent.get(`/api/v1/sync/runs/${run.id}`).expect(200)).body;
    for (const end = Date.now() + 90_000; !(await ended()).finishedAt; await delay(200)) {
      if (Date.now() > end) throw new Error(`still ${JSON.stringify(await ended())}`);
    }
    const { status, counts } = await ended();
    expect(status).toBe('succeeded');
    expect(counts).toMatchObject({ adopted: 1, updated: 0, failed: 0 });
    const all = skus(sandbox);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(counts.created + counts.adopted);
  }, 240_000);

  it('what is asked is still answered, streams end, and the exit is clean', async () => {
    const database = await createTestDatabase();
    closing.push(() => database.drop());
    const product = new ProductProcess({
      DATABASE_URL: database.url,
      REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/6',
      REDIS_PREFIX: `draining-${randomBytes(6).toString('hex')}`,
      SECRET_KEY: 'a secret of the tests',
      SYSTEM_USER_EMAIL: SYSTEM.email,
      SYSTEM_USER_PASSWORD: SYSTEM.password,
      PORT: String(await freePort()),
    });
    closing.push(() => product.stop('SIGKILL'));
    await product.start(60_000);
    const login = await fetch(`${product.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(SYSTEM),
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const stream = await fetch(`${product.url}/api/v1/sync/events`, { headers: { cookie } });
    expect(stream.status).toBe(200);
    const streamed = stream.text();
    const slow = slowLogin(product.url);
    await slow.begun;
    const code = product.stop('SIGTERM');
    await delay(100);
    expect(await slow.finish()).toBe(200);
    await streamed;
    expect(await code).toBe(0);
  }, 120_000);
});
