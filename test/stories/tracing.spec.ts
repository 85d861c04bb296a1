import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox } from '@evosync/sandbox';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import supertest from 'supertest';
import { createTestDatabase } from '../../apps/api/src/database/testing.js';
import { freePort, ProductProcess } from '../support/process.js';

const SYSTEM = { email: 'system@evosync.test', password: 'system-password' };

interface Span {
  name: string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

/** An OpenTelemetry collector that only remembers what it was sent. */
async function startCollector() {
  const spans: Span[] = [];
  const texts: string[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      texts.push(text);
      const { resourceSpans = [] } = JSON.parse(text) as {
        resourceSpans?: { scopeSpans: { spans: Span[] }[] }[];
      };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, spans, texts, close: () => new Promise((done) => server.close(done)) };
}

describe('Traces', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it('go where the standard variables say, a span for every step of a run, and hold no secret', async () => {
    const collector = await startCollector();
    closing.push(collector.close);
    const sandbox = await startSandbox({ scenario: 'tea-shop', vkRequestsPerSecond: 50 });
    closing.push(() => sandbox.close());
    const database = await createTestDatabase();
    closing.push(() => database.drop());
    const port = await freePort();
    const product = new ProductProcess({
      DATABASE_URL: database.url,
      REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/6',
      REDIS_PREFIX: `traces-${randomBytes(6).toString('hex')}`,
      PORT: String(port),
      SECRET_KEY: 'a secret of the tests',
      SYSTEM_USER_EMAIL: SYSTEM.email,
      SYSTEM_USER_PASSWORD: SYSTEM.password,
      EVOTOR_API_URL: sandbox.evotorUrl,
      VK_API_URL: sandbox.vkApiUrl,
      VK_REQUESTS_PER_SECOND: '50',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '200',
    });
    closing.push(() => product.stop('SIGKILL'));
    await product.start();

    const agent = supertest.agent(product.url);
    await agent.post('/api/v1/auth/login').send(SYSTEM).expect(200);
    await agent.get('/api/v1/auth/invite/a-one-time-secret?token=another-secret').expect(404);
    const [world] = sandbox.world.merchants;
    if (!world) throw new Error('no merchant');
    await agent.put('/api/v1/connections/evotor').send({ accessToken: world.evotorToken }).expect(200);
    await agent.put('/api/v1/connections/vk').send({ accessToken: world.vkToken, groupId: world.groupId }).expect(200);
    const { body: run } = await agent.post('/api/v1/sync/runs').expect(202);
    while (!(await agent.get(`/api/v1/sync/runs/${run.id}`)).body.finishedAt) await delay(100);
    expect(await product.stop('SIGTERM')).toBe(0);

    const names = new Set(collector.spans.map(({ name }) => name));
    for (const step of ['refresh-catalog', 'refresh-vk-catalog', 'mirror-to-vk']) expect(names).toContain(step);
    const ofRun = collector.spans.filter(({ attributes }) =>
      attributes.some(({ key, value }) => key === 'evosync.run_id' && value.stringValue === run.id),
    );
    expect(ofRun.map(({ name }) => name).sort()).toEqual(['mirror-to-vk', 'refresh-catalog', 'refresh-vk-catalog']);
    expect([...names].some((name) => name.startsWith('POST'))).toBe(true);
    expect([...names].some((name) => /^(SELECT|INSERT|UPDATE)/.test(name))).toBe(true);
    const all = collector.texts.join('\n');
    for (const secret of [world.evotorToken, world.vkToken, SYSTEM.password, 'a-one-time-secret', 'another-secret']) {
      expect(all).not.toContain(secret);
    }
  }, 120_000);
});
