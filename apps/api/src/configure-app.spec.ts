import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp, type TestApp } from './testing/app.js';

describe('the doors of the application', () => {
  let test: TestApp;
  let web: string;
  beforeAll(async () => {
    web = mkdtempSync(join(tmpdir(), 'evosync-web-'));
    mkdirSync(join(web, 'assets'));
    writeFileSync(join(web, 'index.html'), '<title>EvoSync</title>');
    writeFileSync(join(web, 'assets', 'main-1a2b.js'), 'export {};');
    test = await startTestApp({ settings: { WEB_DIST_DIR: web } });
  });
  afterAll(async () => {
    await test.close();
    rmSync(web, { recursive: true });
  });

  it.each(['/api/v1/nothing', '/api/v1', '/api/other', '/api', '/api/v1/admin/users/1/nothing'])(
    'answer a problem at the unknown path %s',
    async (path) => {
      const { body, headers } = await test.anonymous.get(path).set('Accept', 'text/html').expect(404);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(body).toMatchObject({ type: 'about:blank', status: 404, code: 'not_found', instance: path });
    },
  );

  it.each(['{"email":', 'null', '"text"', '{]'])('answer 400 to the body %s', async (body) => {
    const answer = await test.anonymous
      .post('/api/v1/auth/login')
      .set('Content-Type', 'application/json')
      .send(body)
      .expect(400);
    expect(answer.body.code).toBe('bad_json');
    expect(answer.body.detail).toBe('Тело запроса — не JSON');
  });

  it('take bodies of several megabytes, but not of more than ten', async () => {
    const post = (bytes: number) =>
      test.anonymous.post('/api/v1/auth/login').send({ email: 'x'.repeat(bytes), password: 'x' });
    expect((await post(9_000_000)).body.code).toBe('validation_failed');
    expect((await post(11_000_000).expect(413)).body.code).toBe('too_large');
  });

  it('survive a path that is not well encoded', async () => {
    const answer = await fetch(`${test.url}/api/v1/admin/users/%E0%A4%A`);
    expect([400, 401]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
  });

  it('carry the request id through, or make one', async () => {
    const given = await test.anonymous.get('/api/v1/nothing').set('X-Request-Id', 'order-17');
    expect(given.headers['x-request-id']).toBe('order-17');
    expect(given.body.requestId).toBe('order-17');
    const odd = await test.anonymous.get('/health').set('X-Request-Id', 'a b<c>');
    expect(odd.headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });

  it.each(['/', '/login', '/catalog/stores/2020-1/groups', '/admin/users/5'])('show the SPA at %s', async (path) => {
    const { text, headers } = await test.anonymous.get(path).set('Accept', 'text/html').expect(200);
    expect(text).toBe('<title>EvoSync</title>');
    expect(headers['cache-control']).toBe('no-cache');
    expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
    expect(headers['content-security-policy']).not.toMatch(/upgrade-insecure-requests/);
  });

  it('keep hashed files for ever and never show the SPA in place of a missing one', async () => {
    const { headers } = await test.anonymous.get('/assets/main-1a2b.js').expect(200);
    expect(headers['cache-control']).toMatch(/immutable/);
    for (const path of ['/assets/gone-3c4d.js', '/favicon.ico']) await test.anonymous.get(path).expect(404);
    await test.anonymous.post('/login').expect(404);
  });

  it('show the API docs from this machine alone', async () => {
    await test.anonymous.get('/docs').expect(200).expect('Content-Type', /html/);
    const { body } = await test.anonymous.get('/docs/openapi.json').expect(200);
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/api/v1/auth/login', '/health']));
    const redoc = await test.anonymous.get('/redoc').expect(200);
    expect(redoc.text).not.toMatch(/https?:/);
    expect(redoc.headers['content-security-policy']).toMatch(/worker-src 'self' blob:/);
    await test.anonymous
      .get('/redoc/redoc.js')
      .expect(200)
      .expect('Content-Type', /javascript/);
  });
});

describe('a worker', () => {
  it('answers for its health and nothing else', async () => {
    const test = await startTestApp({ role: 'worker' });
    await test.anonymous.get('/health').expect(200);
    await test.anonymous.get('/metrics').expect(200);
    for (const path of ['/api/v1/auth/session', '/docs', '/']) await test.anonymous.get(path).expect(404);
    await test.close();
  });
});
