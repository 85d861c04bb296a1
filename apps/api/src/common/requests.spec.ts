import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../testing/app.js';

const RUNS = '/api/v1/sync/runs';

describe('requests of programs', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  const program = async () => {
    const { agent } = await test.newcomer();
    const { body } = await agent
      .post('/api/v1/profile/api-tokens')
      .send({ name: 'Program', scopes: ['write'] })
      .expect(201);
    const authorization = `Bearer ${String(body.token)}`;
    const start = (key?: string, sent: object = {}) => {
      const call = test.anonymous.post(RUNS).set('Authorization', authorization);
      return key === undefined ? call.send(sent) : call.set('Idempotency-Key', key).send(sent);
    };
    const ended = async (id: string) => {
      for (;;) {
        const { body: run } = await test.anonymous.get(`${RUNS}/${id}`).set('Authorization', authorization);
        if (!['queued', 'running'].includes(run.status)) return;
      }
    };
    return { authorization, start, ended };
  };

  describe('with an idempotency key', () => {
    it('get the same run for the same key, also after it has ended, and another one for another key', async () => {
      const { start, ended } = await program();
      const first = await start('key-1').expect(202);
      expect(first.headers['idempotency-replayed']).toBeUndefined();
      await ended(first.body.id);
      const again = await start('key-1').expect(202);
      expect(again.body.id).toBe(first.body.id);
      expect(again.body.finishedAt).not.toBeNull();
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect((await start('"key-1"').expect(202)).body.id).toBe(first.body.id);
      expect((await start('key-2').expect(202)).body.id).not.toBe(first.body.id);
    });

    it('begin one run when several with one key come at once', async () => {
      const { start } = await program();
      const answers = await Promise.all(Array.from({ length: 8 }, () => start('at-once').expect(202)));
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(answers.filter(({ headers }) => !headers['idempotency-replayed'])).toHaveLength(1);
    });

    it('are refused under a key of another request, and with a key that is none', async () => {
      const { start } = await program();
      await start('key', { note: 'one' }).expect(202);
      const reused = await start('key', { note: 'two' }).expect(422);
      expect(reused.body.code).toBe('idempotency_key_reused');
      for (const key of ['', 'with space', 'x'.repeat(256)]) {
        const { body } = await start(key).expect(400);
        expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field: 'Idempotency-Key' }] });
      }
    });

    it('do not meet the keys of others', async () => {
      const [one, other] = [await program(), await program()];
      const { body } = await one.start('shared').expect(202);
      expect((await other.start('shared').expect(202)).body.id).not.toBe(body.id);
    });
  });

  it('are told by an ETag that nothing has changed, and by another one that something has', async () => {
    const { authorization, start, ended } = await program();
    const list = (etag = '') => test.anonymous.get(RUNS).set({ Authorization: authorization, 'If-None-Match': etag });
    const first = await list().expect(200);
    const etag = String(first.headers['etag']);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const same = await list(`"other", ${etag}`).expect(304);
    expect(same.text).toBe('');
    expect(same.headers['etag']).toBe(etag);
    await ended((await start().expect(202)).body.id);
    expect((await list(etag).expect(200)).body.total).toBe(1);
  });

  it('are answered 304 by every list', async () => {
    const system = await test.login(test.systemUser.email, test.systemUser.password);
    const { body: made } = await system.post('/api/v1/profile/api-tokens').send({ name: 'All', scopes: ['read'] });
    const { body: api } = await test.anonymous.get('/docs/openapi.json').expect(200);
    const lists = Object.entries<Record<string, object>>(api.paths)
      .filter(([path, { get }]) => !path.includes('{') && JSON.stringify(get ?? {}).includes('"PageOf'))
      .map(([path]) => path);
    expect(lists.length).toBeGreaterThan(8);
    for (const path of lists) {
      const ask = (etag: string) =>
        test.anonymous.get(path).set({ Authorization: `Bearer ${String(made.token)}`, 'If-None-Match': etag });
      const { headers } = await ask('').expect(200);
      const { status } = await ask(String(headers['etag']));
      expect([path, status]).toEqual([path, 304]);
    }
  });

  it('are answered 415 when the body is none of JSON', async () => {
    const { authorization } = await program();
    for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
      const call = test.anonymous.post(RUNS).set('Authorization', authorization).set('Content-Type', type);
      const { body } = await call.send('a=1').expect(415);
      expect(body.code).toBe('unsupported_media_type');
    }
    await test.anonymous.post(RUNS).set('Authorization', authorization).expect(202);
  });

  it('are told what is left of their limit, and when to come back', async () => {
    const small = await startTestApp({ settings: { API_REQUESTS_PER_MINUTE: '2' } });
    const ask = () => small.anonymous.get('/api/v1/auth/session');
    const { headers } = await ask().expect(200);
    expect(headers['ratelimit-policy']).toMatch(/q=2; w=60/);
    expect(headers['ratelimit']).toMatch(/r=1; t=\d+/);
    await ask().expect(200);
    const refused = await ask().expect(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body.code).toBe('too_many');
    await small.close();
  });
});
