import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { inWorkContext } from '../common/work-context.js';
import { createTestDatabase, type TestDatabase } from '../database/testing.js';
import { startTestApp, type TestApp } from '../testing/app.js';
import { tcpGate, type TcpGate } from '../testing/tcp-gate.js';
import type { CallEntry } from './journal-row.js';
import { Journal } from './journal.js';

const CALL: CallEntry = {
  direction: 'out',
  service: 'vk',
  method: 'market.get',
  status: 200,
  errorCode: null,
  durationMs: 12.4,
  request: '{"owner_id":-1}',
  response: '{"response":1}',
};

describe('the journal', () => {
  let database: TestDatabase;
  let mariadb: TcpGate;
  let test: TestApp;
  let journal: Journal;
  let direct: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase();
    mariadb = await tcpGate(database.url);
    test = await startTestApp({ role: 'api', settings: { DATABASE_URL: mariadb.url } });
    journal = test.app.get(Journal);
    direct = await new DataSource({ type: 'mariadb', url: database.url }).initialize();
  });
  afterAll(async () => {
    await test.close();
    await direct.destroy();
    await mariadb.close();
    await database.drop();
  });

  const methods = async (service: string) => {
    const rows: { method: string }[] = await direct.query('SELECT method FROM api_logs WHERE service = ? ORDER BY id', [
      service,
    ]);
    return rows.map(({ method }) => method);
  };

  it('writes by itself within a second or so, with the context of the call', async () => {
    const context = { userId: 7, runId: '6f1c8c0e-2a9c-4b8e-9d53-0d3a3f0c7a11', requestId: 'order-17' };
    inWorkContext(context, () => journal.record({ ...CALL, service: 'by-itself' }));
    const row = async () => {
      const [found] = await direct.query(
        `SELECT l.*, b.request, b.response FROM api_logs l JOIN api_log_bodies b ON b.log_id = l.id
         WHERE service = 'by-itself'`,
      );
      return found as Record<string, unknown> | undefined;
    };
    for (const end = Date.now() + 5000; !(await row()) && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await row()).toMatchObject({
      ...{ user_id: 7, run_id: context.runId, correlation_id: 'order-17', status: 200, status_class: '2xx' },
      ...{ outcome: 'ok', duration_ms: 12, request: CALL.request, response: CALL.response },
    });
  });

  it('never delays a call nor fails one while MariaDB is away, and writes when it is back', async () => {
    await mariadb.close();
    const startedAt = performance.now();
    for (let n = 0; n < 300; n += 1) journal.record({ ...CALL, service: 'away', method: `call ${n}` });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    await journal.flush();
    await mariadb.open();
    for (const end = Date.now() + 10_000; (await methods('away')).length < 300 && Date.now() < end;)
      await journal.flush();
    expect(await methods('away')).toEqual(Array.from({ length: 300 }, (_, n) => `call ${n}`));
  });

  it('drops the oldest when too many wait, and counts them', async () => {
    await mariadb.close();
    for (let n = 0; n < 2500; n += 1) journal.record({ ...CALL, service: 'flood', method: `call ${n}` });
    await journal.flush();
    await mariadb.open();
    for (const end = Date.now() + 10_000; (await methods('flood')).length < 2000 && Date.now() < end;)
      await journal.flush();
    const kept = await methods('flood');
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([2000, 'call 500', 'call 2499']);
    const { text } = await test.anonymous.get('/metrics').expect(200);
    expect(text).toMatch(/^evosync_journal_dropped_total\{reason="database_away"\} 500$/m);
  });

  it('writes what still waits when the process stops', async () => {
    const other = await startTestApp({ role: 'api', settings: { DATABASE_URL: database.url } });
    other.app.get(Journal).record({ ...CALL, service: 'last-words' });
    await other.close();
    expect(await methods('last-words')).toEqual(['market.get']);
  });
});
