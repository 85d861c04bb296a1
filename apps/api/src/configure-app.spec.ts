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

  it('take bodies of some hundred kilobytes, but not of more than a megabyte', async () => {
    const post = (bytes: number) =>
      test.anonymous.post('/api/v1/auth/login').send({ email: 'x'.repeat(bytes), password: 'x' });
    expect((await post(900_000)).body.code).toBe('validation_failed');
    expect((await post(1_100_000).expect(413)).body.code).toBe('too_large');
  });

  it('take addresses of 8,192 characters at most, query included', async () => {
    const ask = (length: number) => fetch(`${test.url}/api/v1/auth/session?x=${'x'.repeat(length)}`);
    expect((await ask(8000)).status).toBe(200);
    for (const [length, status, code] of [
      [8200, 414, 'uri_too_long'],
      [40_000, 431, 'headers_too_large'],
    ] as const) {
      const answer = await ask(length);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(await answer.json()).toMatchObject({ status, code, requestId: expect.any(String) });
    }
  });

  it('let no page leak its address, no script stand in a page, and no answer of the API be kept', async () => {
    const { headers: page } = await test.anonymous.get('/invite/a-token').set('Accept', 'text/html').expect(200);
    expect(page['referrer-policy']).toBe('no-referrer');
    expect(page['content-security-policy']).toMatch(/script-src 'self'(;|$)/);
    expect(page['content-security-policy']).toMatch(/object-src 'none'/);
    expect(page['x-content-type-options']).toBe('nosniff');
    const { headers: answer } = await test.anonymous.get('/api/v1/auth/session').expect(200);
    expect(answer['cache-control']).toBe('no-store');
    for (const headers of [page, answer]) expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it.each(['catalog/stores/чай/groups', 'admin/users/🍵', 'sync/runs/%00'])('know nothing at %s', async (path) => {
    const { body } = await test.anonymous.get(encodeURI(`/api/v1/${path}`).replace('%2500', '%00')).expect(404);
    expect(body.code).toBe('not_found');
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

  it.each(['/docs', '/redoc'])('show %s without a script in the page', async (path) => {
    const { text, headers } = await test.anonymous.get(path).redirects(1).expect(200);
    expect(headers['content-security-policy']).toMatch(/script-src 'self'(;|$)/);
    expect(text).toMatch(/<script[^>]* src=/);
    expect(text).not.toMatch(/<script(?![^>]* src=)[^>]*>\s*\S/);
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

describe('behind TLS', () => {
  it('say so to browsers, and keep the cookie to it', async () => {
    const test = await startTestApp({ role: 'api', settings: { BASE_URL: 'https://shop.example' } });
    const answer = await test.anonymous
      .post('/api/v1/auth/login')
      .set('X-Forwarded-Proto', 'https')
      .send(test.systemUser)
      .expect(200);
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    expect(answer.get('Set-Cookie')?.[0]).toMatch(/HttpOnly.*Secure.*SameSite=Lax/);
    await test.close();
  });

  it('say so by what a trusted proxy tells, where the public address is not set', async () => {
    const test = await startTestApp({ role: 'api' });
    const answer = await test.anonymous.get('/api/v1/auth/session').set('X-Forwarded-Proto', 'https').expect(200);
    expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    await test.close();
  });

  it('believe proxies only as far as TRUST_PROXY goes', async () => {
    const test = await startTestApp({ role: 'api', settings: { TRUST_PROXY: 'none' } });
    const answer = await test.anonymous
      .post('/api/v1/auth/login')
      .set('X-Forwarded-Proto', 'https')
      .send(test.systemUser)
      .expect(200);
    expect(answer.get('Set-Cookie')?.[0]).not.toMatch(/Secure/);
    await test.close();
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
