import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../database/testing.js';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import { tcpGate, type TcpGate } from '../testing/tcp-gate.js';

describe('health', () => {
  let database: TestDatabase;
  let mariadb: TcpGate;
  let redis: TcpGate;
  let test: TestApp;
  let agent: Agent;
  beforeAll(async () => {
    database = await createTestDatabase();
    mariadb = await tcpGate(database.url);
    redis = await tcpGate(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/5');
    test = await startTestApp({ settings: { DATABASE_URL: mariadb.url, REDIS_URL: redis.url } });
    agent = await test.login(test.systemUser.email, test.systemUser.password);
  });
  afterAll(async () => {
    await test.close();
    await Promise.all([mariadb.close(), redis.close()]);
    await database.drop();
  });

  const untilHealthy = async () => {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { status } = await test.anonymous.get('/health');
      if (status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The service did not recover');
  };

  it('is ok when every part answers', async () => {
    const { body, headers } = await test.anonymous.get('/health').expect(200);
    expect(body).toMatchObject({ status: 'ok', parts: { database: { status: 'ok' }, redis: { status: 'ok' } } });
    expect(body.parts.redis.latencyMs).toEqual(expect.any(Number));
    expect(headers['cache-control']).toBe('no-store');
  });

  it.each(['redis', 'database'] as const)('names the part that is gone and recovers with it: %s', async (part) => {
    const gate = part === 'redis' ? redis : mariadb;
    await gate.close();
    const started = Date.now();
    const { body } = await test.anonymous.get('/health').expect(503);
    expect(Date.now() - started).toBeLessThan(3000);
    expect(body.status).toBe('error');
    expect(body.parts[part].status).toBe('error');
    expect(body.parts[part === 'redis' ? 'database' : 'redis'].status).toBe('ok');

    const calls = [agent.get('/api/v1/admin/users'), test.anonymous.post('/api/v1/auth/login').send(test.systemUser)];
    for (const call of calls) {
      const answer = await call.timeout(5000);
      expect(answer.body).toMatchObject({ status: 503, code: 'unavailable' });
      expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|ECONN/);
    }

    await gate.open();
    await untilHealthy();
    await agent.get('/api/v1/admin/users').expect(200);
  });

  it('says how long work waits and when the pipeline last went round', async () => {
    const { body } = await test.anonymous.get('/health').expect(200);
    expect(body.queueLagSeconds).toEqual(expect.any(Number));
    expect(Date.parse(body.lastPipelineAt)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('lives while its parts are gone, but is not ready', async () => {
    await test.anonymous.get('/health/ready').expect(200);
    await redis.close();
    const live = await test.anonymous.get('/health/live').expect(200);
    expect(live.body).toEqual({ status: 'ok', uptimeSeconds: expect.any(Number) });
    const ready = await test.anonymous.get('/health/ready').expect(503);
    expect(ready.body.parts.redis.status).toBe('error');
    await redis.open();
    await untilHealthy();
  });

  it('counts and times requests for Prometheus, by route and not by address', async () => {
    await test.anonymous.get('/api/v1/nothing').expect(404);
    await agent.get('/api/v1/admin/users/1').expect(200);
    const { text, headers } = await test.anonymous.get('/metrics').expect(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(/^process_uptime_seconds \d/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).toMatch(/^evosync_http_requests_total\{method="GET",status="404"\} [1-9]\d*$/m);
    expect(text).toContain('route="/api/v1/admin/users/:id",status="200"');
    expect(text).not.toContain('/api/v1/admin/users/1"');
    expect(text).toMatch(/^evosync_part_up\{part="database"\} 1$/m);
    expect(text).toMatch(/^evosync_last_pipeline_timestamp_seconds 1\d{9}/m);
  });
});
