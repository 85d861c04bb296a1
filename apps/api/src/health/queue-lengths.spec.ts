import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { randomBytes } from 'node:crypto';
import { startTestApp, type TestApp } from '../testing/app.js';

describe('figures of the queues', () => {
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  let queue: Queue;
  let test: TestApp;

  beforeAll(async () => {
    const url = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/5';
    queue = new Queue('forgotten', { connection: { url }, prefix });
    await queue.add('early', {}, { timestamp: Date.now() - 90_000 });
    await queue.add('late', {});
    await queue.add('tomorrow', {}, { delay: 86_400_000 });
    test = await startTestApp({ settings: { REDIS_PREFIX: prefix } });
  });

  afterAll(async () => {
    await queue.close();
    await test.close();
  });

  it('say how many jobs wait, and how long the first of them has', async () => {
    const { text } = await test.anonymous.get('/metrics').expect(200);
    expect(text).toContain('evosync_queue_jobs{queue="forgotten",state="waiting"} 2');
    expect(text).toContain('evosync_queue_jobs{queue="forgotten",state="delayed"} 1');
    const wait = Number(/^evosync_queue_wait_seconds\{queue="forgotten"\} (\S+)$/m.exec(text)?.[1]);
    expect(wait).toBeGreaterThanOrEqual(90);
    expect(wait).toBeLessThan(120);
    const { body } = await test.anonymous.get('/health').expect(200);
    expect(body.queueLagSeconds).toBeGreaterThanOrEqual(90);
  });
});
