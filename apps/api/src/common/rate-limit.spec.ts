import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import { tcpGate, type TcpGate } from '../testing/tcp-gate.js';

const PATH = '/api/v1/auth/session';

describe('the limit of requests', () => {
  let redis: TcpGate;
  let test: TestApp;
  let agent: Agent;
  beforeAll(async () => {
    redis = await tcpGate(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/5');
    test = await startTestApp({ settings: { API_REQUESTS_PER_MINUTE: '20', REDIS_URL: redis.url } });
    agent = await test.login(test.systemUser.email, test.systemUser.password);
  });
  afterAll(async () => {
    await test.close();
    await redis.close();
  });

  it('is told with every answer of the API, by the standard headers', async () => {
    const { headers } = await agent.get(PATH).expect(200);
    expect(headers['ratelimit-policy']).toMatch(/^"requests"; q=20; w=60/);
    expect(headers['ratelimit']).toMatch(/^"requests"; r=\d+; t=\d+$/);
    expect((await test.anonymous.get('/health')).headers).not.toHaveProperty('ratelimit');
  });

  it('holds for one caller alone, and is answered as a problem that says when to come back', async () => {
    for (let n = 0; n < 20; n += 1) await agent.get(PATH);
    const { body, headers } = await agent.get(PATH).set('Accept-Language', 'en').expect(429);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(body).toMatchObject({ status: 429, code: 'too_many', detail: 'Too many requests, wait a little' });
    await test.anonymous.get(PATH).set('X-Forwarded-For', '203.0.113.9').expect(200);
    await test.anonymous.get(PATH).set('Authorization', 'Bearer evs_another-caller').expect(200);
    await agent.get('/health').expect(200);
  });

  it('counts every API token for itself', async () => {
    const call = (token: string) => test.anonymous.get('/api/v1/connections').set('Authorization', `Bearer ${token}`);
    for (let n = 0; n < 20; n += 1) await call('evs_first').expect(401);
    await call('evs_first').expect(429);
    await call('evs_second').expect(401);
  });

  it('lets everybody pass while Redis is away, at once, and counts again when it is back', async () => {
    await redis.close();
    const startedAt = Date.now();
    const { status } = await test.anonymous.get('/api/v1/connections').set('Authorization', 'Bearer evs_first');
    expect(status).not.toBe(429);
    expect(Date.now() - startedAt).toBeLessThan(3000);
    await redis.open();
    const limited = async () => {
      const answer = await test.anonymous.get('/api/v1/connections').set('Authorization', 'Bearer evs_first');
      return answer.status === 429;
    };
    const end = Date.now() + 10_000;
    while (!(await limited()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await limited()).toBe(true);
  });
});
