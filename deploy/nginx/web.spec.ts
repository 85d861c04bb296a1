import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { globSync, readFileSync, statSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { securityHeaders } from '../../apps/api/src/common/security-headers.ts';
import { freePort } from '../../test/support/process.ts';
import { Front, PAGES, startWeb, TOOLS_WITHIN_MS } from '../testing/front.ts';

describe('nginx of the image web in front of the product', () => {
  let front: Front;
  beforeAll(async () => {
    front = await Front.start();
  }, TOOLS_WITHIN_MS);
  afterAll(() => front.stop());

  /** The largest script of the SPA. */
  const script = (): string => {
    const sized = globSync('assets/*.js', { cwd: PAGES }).map((name) => ({
      name,
      size: statSync(path.join(PAGES, name)).size,
    }));
    return sized.sort((one, other) => other.size - one.size)[0]?.name ?? '';
  };

  it('answers every path as the product itself does', async () => {
    const asked: [method: string, path: string, accept?: string][] = [
      ...['/', '/login', '/connections', '/sync/runs/12', '/catalog/stores/a-b/groups', '/invite/abc', '/a.b/c'].map(
        (page): [string, string, string] => ['GET', page, 'text/html,application/xhtml+xml'],
      ),
      ['HEAD', '/login'],
      ['GET', '/login?next=/sync', '*/*'],
      ['GET', '/login', 'application/json'],
      ['POST', '/login'],
      ['GET', '/favicon.svg'],
      ['GET', `/${script()}`],
      ['GET', '/assets/none.js'],
      ['GET', '/nothing.txt', 'text/html'],
      ['GET', '/api/v1/auth/session'],
      ['GET', '/api/v1/nothing', 'text/html'],
      ['GET', '/api', 'text/html'],
      ['GET', '/docs/openapi.json'],
      ['GET', '/redoc', 'text/html'],
      ['GET', '/health'],
      ['POST', '/user/create'],
      ['GET', '/user/create', 'text/html'],
      ['POST', '/subscription/event'],
      ['POST', '/api/v2/installation/event'],
      ['PUT', '/'],
      ['GET', '/documents', 'text/html'],
    ];
    for (const [method, path, accept] of asked) {
      const ask = (base: string) =>
        fetch(base + path, { method, redirect: 'manual', headers: accept ? { accept } : {} });
      const [direct, proxied] = [await ask(front.product.url), await ask(front.web.url)];
      const seen = async (answer: Response) => ({
        method,
        path,
        accept,
        status: answer.status,
        type: /javascript/.test(answer.headers.get('content-type') ?? '')
          ? 'javascript'
          : answer.headers.get('content-type')?.split(';')[0],
        caching: answer.status === 404 ? null : answer.headers.get('cache-control'),
        page: (await answer.text()).includes('<div id="root">'),
      });
      if (path === '/assets/none.js') {
        expect((await seen(proxied)).status).toBe(404);
        continue;
      }
      expect(await seen(proxied)).toEqual(await seen(direct));
    }
  });

  it('puts the same headers on what it serves itself as the product does, each once', async () => {
    const of = async (base: string, name: string): Promise<Record<string, string | null>> => {
      const { headers } = await fetch(base + name, { headers: { accept: 'text/html' } });
      const secured = [...headers].filter(([key]) => /^(content-security|strict|cross-origin|referrer|x-)/.test(key));
      return Object.fromEntries(secured.filter(([key]) => key !== 'x-request-id'));
    };
    for (const name of ['/login', `/${script()}`, '/favicon.svg', '/api/v1/auth/session', '/docs']) {
      const direct = await of(front.product.url, name);
      expect(Object.keys(direct)).toContain('content-security-policy');
      expect({ name, ...(await of(front.web.url, name)) }).toEqual({ name, ...direct });
    }
    const served = await fetch(`${front.web.url}/login`, { headers: { accept: 'text/html' } });
    expect(served.headers.get('x-request-id')).toBeNull();
    expect(served.headers.get('server')).toBe('nginx');
  });

  it.each([
    ['over plain HTTP', { BASE_URL: 'http://10.0.0.5:8080' }, { chat: false, https: false }],
    ['with the chat', { BASE_URL: 'http://10.0.0.5:8080', JIVOSITE_WIDGET_ID: 'abc' }, { chat: true, https: false }],
    ['with DOMAIN alone', { DOMAIN: 'магазин.рф', JIVOSITE_WIDGET_ID: 'abc' }, { chat: true, https: true }],
  ])('puts the same headers on pages as the product does %s', async (_, env, options) => {
    const { nginx, url } = await startWeb(front.echoUpstream, { BASE_URL: '', ...env });
    const app = express().use(securityHeaders(options), (_request, response) => void response.end());
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const security = async (base: string): Promise<[string, string][]> => {
      const { headers } = await fetch(`${base}/login`);
      return [...headers].filter(([name]) => /^(content-security|strict|cross-origin|referrer|x-)/.test(name)).sort();
    };
    expect(await security(url)).toEqual(await security(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    server.close();
    await nginx.remove();
  });

  it('sends what it can compress compressed', async () => {
    for (const name of [`/${script()}`, '/docs/openapi.json']) {
      const { headers } = await fetch(front.web.url + name, { headers: { 'accept-encoding': 'gzip' } });
      expect({ name, encoding: headers.get('content-encoding') }).toEqual({ name, encoding: 'gzip' });
      expect(headers.get('vary')).toMatch(/Accept-Encoding/i);
    }
  });

  it('sends what brotli packed beforehand to who takes it, and to nobody by its own name', async () => {
    const style = `/${globSync('assets/first-*.css', { cwd: PAGES })[0]}`;
    for (const name of [`/${script()}`, style]) {
      const ask = (accepted: string) => fetch(front.web.url + name, { headers: { 'accept-encoding': accepted } });
      const [packed, plain] = [await ask('gzip, deflate, br, zstd'), await ask('identity')];
      expect({ name, encoding: packed.headers.get('content-encoding') }).toEqual({ name, encoding: 'br' });
      expect(Number(packed.headers.get('content-length'))).toBe(statSync(path.join(PAGES, `${name}.br`)).size);
      expect(packed.headers.get('vary')).toMatch(/Accept-Encoding/i);
      for (const same of ['content-type', 'cache-control', 'content-security-policy', 'x-content-type-options']) {
        expect({ same, is: packed.headers.get(same) }).toEqual({ same, is: plain.headers.get(same) });
      }
      expect(await packed.text()).toBe(await plain.text());
      expect((await ask('br;q=0, gzip')).headers.get('content-encoding')).toBe('gzip');
      expect((await fetch(`${front.web.url}${name}.br`)).status).toBe(404);
    }
  });

  it.each(['/metrics', '/metrics/', '/Metrics', '//metrics', '/%6detrics', '/metrics?x=1', '/x/../metrics'])(
    'keeps figures to itself: %s',
    async (name) => {
      const answer = await rawGet(Number(new URL(front.web.url).port), name);
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
      expect(answer).not.toContain('process_');
    },
  );

  it('lets bodies of 20 MB through and refuses larger ones in the words of the API', async () => {
    const post = (megabytes: number) =>
      fetch(`${front.echo.url}/api/v1/user/photos`, {
        method: 'POST',
        body: Buffer.alloc(megabytes * 1024 * 1024, 120),
      });
    expect(await (await post(20)).json()).toMatchObject({ bytes: 20 * 1024 * 1024 });
    const refused = await post(26);
    expect(refused.status).toBe(413);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({ status: 413, code: 'too_large' });
  });

  it('says so in the words of the API when the API is away, while the SPA is still there', async () => {
    const { nginx, url } = await startWeb(`127.0.0.1:${await freePort()}`);
    const answer = await fetch(`${url}/api/v1/auth/session`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
    expect((await fetch(`${url}/login`)).status).toBe(200);
    expect((await fetch(`${url}/web-health`)).status).toBe(200);
    await nginx.remove();
  });

  it('writes one JSON object a line, without one-time tokens', async () => {
    await fetch(`${front.web.url}/invite/secret-token-1`);
    await fetch(`${front.web.url}/api/v1/auth/invite/secret-token-2`);
    await fetch(`${front.web.url}/reset-password?token=secret-token-3`, { headers: { 'user-agent': '"\\' } });
    await delay(100);
    const log = readFileSync(path.join(front.web.nginx.logs, 'access.log'), 'utf8');
    expect(log).not.toContain('secret-token');
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-2)).toMatchObject({ url: '/api/v1/auth/invite/[hidden]', role: 'web', level: 'info' });
    expect(lines.at(-2)?.['requestId']).toMatch(/^[\w-]{36}$/);
  });

  it('finishes what it began when it is told to stop', async () => {
    const { nginx, url } = await startWeb(front.echoUpstream);
    const slow = fetch(`${url}/api/slow`);
    await delay(300);
    const stopped = nginx.stop();
    expect((await slow).status).toBe(200);
    expect(await stopped).toBeLessThan(5000);
    await nginx.remove();
  });
});

/** The path goes out as it is written: fetch would tidy it up first. */
async function rawGet(port: number, name: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(`GET ${name} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}
