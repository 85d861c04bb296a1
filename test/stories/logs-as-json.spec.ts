import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase, type TestDatabase } from '../../apps/api/src/database/testing.js';
import { tcpGate, type TcpGate } from '../../apps/api/src/testing/tcp-gate.js';
import { freePort, ProductProcess } from '../support/process.js';

const REDIS = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/6';

describe('Whatever happens to a process', () => {
  let database: TestDatabase;
  let mariadb: TcpGate;
  let redis: TcpGate;
  let product: ProductProcess | null = null;

  beforeAll(async () => {
    database = await createTestDatabase();
    mariadb = await tcpGate(database.url);
    redis = await tcpGate(REDIS);
  });
  afterEach(() => product?.stop('SIGKILL'));
  afterAll(async () => {
    await Promise.all([mariadb.close(), redis.close()]);
    await database.drop();
  });

  it.each(['all', 'api', 'worker', 'monitor'])(
    'its log is one JSON object a line, and /health names the part that is away: %s',
    async (role) => {
      product = new ProductProcess({
        APP_ROLE: role,
        DATABASE_URL: mariadb.url,
        REDIS_URL: redis.url,
        REDIS_PREFIX: `json-${randomBytes(6).toString('hex')}`,
        SECRET_KEY: 'a secret of the tests',
        PORT: String(await freePort()),
        LOG_LEVEL: 'debug',
        NO_COLOR: '',
      });
      await product.start(60_000);
      const health = async () => (await fetch(`${product?.url}/health`)).json() as Promise<Health>;
      for (const part of ['redis', 'database'] as const) {
        if (role === 'monitor' && part === 'database') continue;
        const gate = part === 'redis' ? redis : mariadb;
        await gate.close();
        await delay(1500);
        const ill = await health();
        expect(ill).toMatchObject({ status: 'error', parts: { [part]: { status: 'error' } } });
        await gate.open();
        for (const end = Date.now() + 30_000; (await health()).status !== 'ok'; await delay(100)) {
          if (Date.now() > end) throw new Error(`no recovery: ${JSON.stringify(await health())}`);
        }
      }
      expect(await product.stop('SIGTERM')).toBe(0);
      const lines = product.lines();
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect({ line, read: readable(line) }).toEqual({
          line,
          read: expect.objectContaining({ level: expect.any(String), time: expect.any(String), role }),
        });
      }
      expect(lines.join('\n')).not.toContain('a secret of the tests');
    },
    120_000,
  );
});

interface Health {
  status: string;
  parts: Record<string, { status: string }>;
}

function readable(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
