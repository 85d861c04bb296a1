import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { inWorkContext } from '../common/work-context.js';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import type { CallEntry } from './journal-row.js';
import { Journal } from './journal.js';

const RUN = '6f1c8c0e-2a9c-4b8e-9d53-0d3a3f0c7a11';

interface Row {
  id: number;
  method: string;
}

describe('admin/logs', () => {
  let test: TestApp;
  let admin: Agent;
  let merchant: Awaited<ReturnType<TestApp['newcomer']>>;
  let journal: Journal;
  beforeAll(async () => {
    test = await startTestApp({ role: 'api' });
    admin = (await test.newcomer('admin')).agent;
    merchant = await test.newcomer();
    journal = test.app.get(Journal);
    const inRun = { userId: merchant.id, runId: RUN };
    const ofRequest = { userId: merchant.id, requestId: 'order-17' };
    inWorkContext(inRun, () => {
      record({ method: 'GET /stores', service: 'evotor', response: '{"items":[{"name":"Магазин на Мира"}]}' });
      record({ method: 'execute: market.add ×2', errorCode: '100', request: '[{"name":"Улун «Те Гуань Инь»"}]' });
    });
    inWorkContext(ofRequest, () =>
      record({ method: 'users.get', status: null, errorCode: 'no_answer', response: null }),
    );
    record({ method: 'POST /user/token', service: 'evotor', direction: 'in', status: 401 });
    record({ method: 'market.get', status: 502, response: '100% of nothing_here' });
    await journal.flush();
  });
  afterAll(() => test.close());

  const record = (entry: Partial<CallEntry>) =>
    journal.record({
      ...{ direction: 'out', service: 'vk', method: 'market.get', status: 200, errorCode: null, durationMs: 0 },
      ...{ request: null, response: null, ...entry },
    });
  const list = async (query: string) => (await admin.get(`/api/v1/admin/logs?${query}`).expect(200)).body;
  const methods = async (query: string) => (await list(query)).items.map(({ method }: Row) => method).sort();

  it('shows calls newest first, whose they were and what came of them, without bodies', async () => {
    const body = await list('');
    expect(body).toMatchObject({ total: 5, totalIsExact: true, page: 1, pageSize: 50, nextCursor: null });
    expect(body.items[0]).toMatchObject({ method: 'market.get', status: 502, outcome: 'error', user: null });
    expect(body.items.at(-1)).toEqual({
      ...{ id: expect.any(Number), time: expect.stringMatching(/^\d{4}-.*Z$/), userId: merchant.id },
      user: { id: merchant.id, email: merchant.email, name: 'user' },
      ...{ direction: 'out', service: 'evotor', method: 'GET /stores', status: 200, outcome: 'ok', errorCode: null },
      ...{ durationMs: 0, runId: RUN, correlationId: null },
    });
    expect(JSON.stringify(body)).not.toContain('Магазин на Мира');
  });

  it.each([
    ['runId=' + RUN, ['GET /stores', 'execute: market.add ×2']],
    ['correlationId=order-17', ['users.get']],
    ['service=evotor', ['GET /stores', 'POST /user/token']],
    ['direction=in', ['POST /user/token']],
    ['status=2xx', ['GET /stores', 'execute: market.add ×2']],
    ['status=4xx', ['POST /user/token']],
    ['status=5xx', ['market.get']],
    ['status=none', ['users.get']],
    ['outcome=ok', ['GET /stores']],
    ['outcome=error&service=vk', ['execute: market.add ×2', 'market.get', 'users.get']],
    ['method=MARKET', ['execute: market.add ×2', 'market.get']],
    ['search=магазин', ['GET /stores']],
    ['search=гуань+улун', ['execute: market.add ×2']],
    ['search=улун+магазин', []],
    ['search=100', ['execute: market.add ×2', 'market.get']],
    ['search=nothing_', ['market.get']],
    ['search=%25', ['GET /stores', 'POST /user/token', 'execute: market.add ×2', 'market.get', 'users.get']],
    ['status=4xx&outcome=ok', []],
    [`from=${new Date(Date.now() + 3600_000).toISOString()}`, []],
    [`to=${new Date(Date.now() - 3600_000).toISOString()}&search=улун`, []],
    [
      `from=${new Date(Date.now() - 3600_000).toISOString()}&status=none&service=vk&direction=out&method=users`,
      ['users.get'],
    ],
  ])('filters by %s', async (query, expected) => {
    expect(await methods(query)).toEqual(expected);
  });

  it('filters by user, whose errors are found too', async () => {
    expect(await methods(`userId=${merchant.id}`)).toEqual(['GET /stores', 'execute: market.add ×2', 'users.get']);
    expect(await methods(`userId=${merchant.id}&outcome=error`)).toEqual(['execute: market.add ×2', 'users.get']);
    expect(await methods('userId=999999')).toEqual([]);
  });

  it('opens a row in full', async () => {
    const [row] = (await list('search=улун')).items;
    const { body } = await admin.get(`/api/v1/admin/logs/${row.id}`).expect(200);
    expect(body).toEqual({ ...row, request: '[{"name":"Улун «Те Гуань Инь»"}]', response: null });
    for (const id of ['999999999', 'x']) await admin.get(`/api/v1/admin/logs/${id}`).expect(404);
  });

  it('is for those with the permission', async () => {
    await test.anonymous.get('/api/v1/admin/logs').expect(401);
    for (const path of ['/api/v1/admin/logs', '/api/v1/admin/logs/1']) await merchant.agent.get(path).expect(403);
  });

  it.each([
    ['cursor=nonsense', 'cursor'],
    ['cursor=WzEsMiwzXQ', 'cursor'],
    ['status=200', 'status'],
    ['from=yesterday', 'from'],
    ['runId=1', 'runId'],
    ['userId=0', 'userId'],
    ['pageSize=201', 'pageSize'],
    ['page=21', 'page'],
    [`search=${'x'.repeat(201)}`, 'search'],
  ])('names what is wrong with %s', async (query, field) => {
    const { body } = await admin.get(`/api/v1/admin/logs?${query}`).expect(400);
    expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
  });

  describe('with many rows', () => {
    beforeAll(async () => {
      await test.app.get(DataSource).query(
        `INSERT INTO api_logs (time, user_id, direction, service, method, status, status_class, outcome, duration_ms, search_text)
         SELECT TIMESTAMPADD(SECOND, -10000 - CAST(seq DIV 3 AS SIGNED), NOW(3)), 4242, 'out', 'many', CONCAT('call ', seq), 200, '2xx',
                'ok', 5, CONCAT('word', seq, IF(seq MOD 9 = 0, ' ninth', ''), IF(seq > 11990, ' oldest', ''))
         FROM seq_1_to_12000`,
      );
    });

    const all = async (query: string, between: () => Promise<unknown> = async () => undefined) => {
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let pages = 0; cursor !== null && pages < 1000; pages += 1) {
        const body = await list(`${query}${cursor && `&cursor=${cursor}`}`);
        seen.push(...body.items.map(({ method }: Row) => method));
        cursor = body.nextCursor as string | null;
        await between();
      }
      return seen;
    };

    it('counts up to a thousand and says so', async () => {
      expect(await list('service=many')).toMatchObject({ total: 1000, totalIsExact: false });
      expect((await list('service=many&page=3&pageSize=200')).items[0].method).toBe('call 399');
    });

    it('leads through all of them once, whatever is added meanwhile', async () => {
      const seen = await all('service=many&pageSize=200', async () => {
        record({ service: 'many', method: 'newer' });
        await journal.flush();
      });
      expect(seen).toHaveLength(12_000);
      expect(new Set(seen).size).toBe(12_000);
      expect(seen).not.toContain('newer');
    });

    it('finds the last of them by its text, going on where a search stopped', async () => {
      const seen = await all('service=many&search=oldest&pageSize=4');
      expect([...seen].sort()).toEqual(Array.from({ length: 10 }, (_, n) => `call ${11_991 + n}`).sort());
      expect(await all('userId=4242&search=ninth&pageSize=200')).toHaveLength(1333);
    });
  });
});
