import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import { createTestDatabase, type TestDatabase } from '../../apps/api/src/database/testing.ts';
import { freePort, ProductProcess } from '../../test/support/process.ts';
import { inRoot } from '../local/paths.ts';
import { debianTool } from '../testing/debian-tool.ts';
import { PrivateNginx, selfSigned } from '../testing/nginx.ts';
import { runProgram } from '../testing/run-program.ts';
import { configureWeb } from '../testing/web-image.ts';

const DOMAIN = 'xn--80aairftm.xn--p1ai';
const TOOLS_WITHIN_MS = 300_000;
const DIST = inRoot('apps/web/dist');
const SYSTEM_USER = { email: 'system@evosync.test', password: 'a system password' };

/** Tells what reached it; streams events at /api/v1/sync/events and takes its time at /api/slow. */
async function startEcho(): Promise<{ port: number; server: Server }> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/api/v1/sync/events')) return void tick(response);
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      const answer = (): unknown =>
        response
          .setHeader('Strict-Transport-Security', 'max-age=1')
          .end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, bytes }));
      setTimeout(answer, request.url === '/api/slow' ? 1500 : 0);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server };
}

function tick(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  let count = 0;
  const timer = setInterval(() => {
    response.write(`data: ${Date.now()}\n\n`);
    if ((count += 1) === 6) {
      clearInterval(timer);
      response.end();
    }
  }, 250);
}

describe('nginx in front of the product', () => {
  let database: TestDatabase;
  let product: ProductProcess;
  let web: PrivateNginx;
  let host: PrivateNginx;
  let echoWeb: PrivateNginx;
  let echo: Awaited<ReturnType<typeof startEcho>>;
  let webUrl: string;
  let echoUrl: string;
  let httpsPort: number;
  let httpPort: number;

  beforeAll(async () => {
    await debianTool('nginx');
    database = await createTestDatabase();
    const port = String(await freePort());
    product = new ProductProcess({
      DATABASE_URL: database.url,
      REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
      REDIS_PREFIX: `test-${randomBytes(6).toString('hex')}`,
      SECRET_KEY: 'a secret of this test',
      SYSTEM_USER_EMAIL: SYSTEM_USER.email,
      SYSTEM_USER_PASSWORD: SYSTEM_USER.password,
      BASE_URL: `https://${DOMAIN}`,
      WEB_DIST_DIR: DIST,
      LOG_LEVEL: 'silent',
      PORT: port,
    });
    await product.start(60_000);
    echo = await startEcho();
    [web, webUrl] = await startWeb(`127.0.0.1:${port}`);
    [echoWeb, echoUrl] = await startWeb(`127.0.0.1:${echo.port}`);
    host = await PrivateNginx.create();
    [httpPort, httpsPort] = [await freePort(), await freePort()];
    await useHost(webUrl);
    await host.start(httpsPort);
  }, TOOLS_WITHIN_MS);
  afterAll(async () => {
    await Promise.all([web, host, echoWeb].map((nginx) => nginx.remove()));
    await product.stop('SIGKILL');
    echo.server.close();
    await database.drop();
  });

  async function startWeb(upstream: string): Promise<[PrivateNginx, string]> {
    const nginx = await PrivateNginx.create();
    const port = await freePort();
    configureWeb(nginx, { API_UPSTREAM: upstream, BASE_URL: `https://${DOMAIN}` }, { port, pages: DIST });
    expect(await nginx.complaints()).toBe('');
    await nginx.start(port);
    return [nginx, `http://127.0.0.1:${port}`];
  }

  /** Has the host's nginx pass everything on to this address. */
  async function useHost(upstream: string): Promise<void> {
    await selfSigned(`${host.folder}/letsencrypt`, DOMAIN);
    const result = await runProgram(inRoot('deploy/generate-nginx-conf.sh'), [DOMAIN], {
      env: {
        NGINX: host.program,
        NGINX_DIR: host.etc,
        NGINX_LOG_DIR: host.logs,
        LETSENCRYPT_DIR: `${host.folder}/letsencrypt`,
        UPSTREAM: new URL(upstream).host,
        HTTP_PORT: String(httpPort),
        HTTPS_PORT: String(httpsPort),
        NGINX_RELOAD: 'true',
      },
    });
    expect(result).toMatchObject({ code: 0 });
  }

  /** Asks the host's nginx over TLS, by the public name. */
  function overTls(
    path: string,
    options: https.RequestOptions = {},
    body?: Buffer,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; raw: string[]; text: string }> {
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1',
          port: httpsPort,
          servername: DOMAIN,
          path,
          rejectUnauthorized: false,
          ...options,
          headers: { host: DOMAIN, ...options.headers },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, raw: response.rawHeaders, text }),
          );
        },
      );
      request.on('error', reject).end(body);
    });
  }

  /** The largest script of the SPA. */
  const script = (): string => {
    const sized = globSync('assets/*.js', { cwd: DIST }).map((name) => ({
      name,
      size: statSync(path.join(DIST, name)).size,
    }));
    return sized.sort((one, other) => other.size - one.size)[0]?.name ?? '';
  };

  describe('of the image web', () => {
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
        const [direct, proxied] = [await ask(product.url), await ask(webUrl)];
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
        const direct = await of(product.url, name);
        expect(Object.keys(direct)).toContain('content-security-policy');
        expect({ name, ...(await of(webUrl, name)) }).toEqual({ name, ...direct });
      }
      const served = await fetch(`${webUrl}/login`, { headers: { accept: 'text/html' } });
      expect(served.headers.get('x-request-id')).toBeNull();
      expect(served.headers.get('server')).toBe('nginx');
    });

    it('sends what it can compress compressed', async () => {
      for (const name of [`/${script()}`, '/docs/openapi.json']) {
        const { headers } = await fetch(webUrl + name, { headers: { 'accept-encoding': 'gzip' } });
        expect({ name, encoding: headers.get('content-encoding') }).toEqual({ name, encoding: 'gzip' });
        expect(headers.get('vary')).toMatch(/Accept-Encoding/i);
      }
    });

    it.each(['/metrics', '/metrics/', '/Metrics', '//metrics', '/%6detrics', '/metrics?x=1', '/x/../metrics'])(
      'keeps figures to itself: %s',
      async (name) => {
        for (const port of [Number(new URL(webUrl).port)]) {
          const answer = await rawGet(port, name);
          expect(answer).toMatch(/^HTTP\/1\.1 404 /);
          expect(answer).not.toContain('process_');
        }
        const answer = await overTls(name);
        expect(answer.status).toBe(404);
        expect(answer.text).not.toContain('process_');
      },
    );

    it('lets bodies of 20 MB through and refuses larger ones in the words of the API', async () => {
      const post = (megabytes: number) =>
        fetch(`${echoUrl}/api/v1/user/photos`, { method: 'POST', body: Buffer.alloc(megabytes * 1024 * 1024, 120) });
      expect(await (await post(20)).json()).toMatchObject({ bytes: 20 * 1024 * 1024 });
      const refused = await post(26);
      expect(refused.status).toBe(413);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
      expect(await refused.json()).toMatchObject({ status: 413, code: 'too_large' });
    });

    it('says so in the words of the API when the API is away, while the SPA is still there', async () => {
      const [nginx, url] = await startWeb(`127.0.0.1:${await freePort()}`);
      const answer = await fetch(`${url}/api/v1/auth/session`);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await answer.json()).toMatchObject({ status: 503, code: 'unavailable' });
      expect((await fetch(`${url}/login`)).status).toBe(200);
      expect((await fetch(`${url}/web-health`)).status).toBe(200);
      await nginx.remove();
    });

    it('writes one JSON object a line, without one-time tokens', async () => {
      await fetch(`${webUrl}/invite/secret-token-1`);
      await fetch(`${webUrl}/api/v1/auth/invite/secret-token-2`);
      await fetch(`${webUrl}/reset-password?token=secret-token-3`, { headers: { 'user-agent': '"\\' } });
      await delay(100);
      const log = readFileSync(path.join(web.logs, 'access.log'), 'utf8');
      expect(log).not.toContain('secret-token');
      const lines = log
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.at(-2)).toMatchObject({ url: '/api/v1/auth/invite/[hidden]', role: 'web', level: 'info' });
      expect(lines.at(-2)?.['requestId']).toMatch(/^[\w-]{36}$/);
    });

    it('finishes what it began when it is told to stop', async () => {
      const [nginx, url] = await startWeb(`127.0.0.1:${echo.port}`);
      const slow = fetch(`${url}/api/slow`);
      await delay(300);
      const stopped = nginx.stop();
      expect((await slow).status).toBe(200);
      expect(await stopped).toBeLessThan(5000);
      await nginx.remove();
    });
  });

  describe('of the host', () => {
    it('speaks TLS 1.2 and 1.3 and HTTP/2, and sends plain HTTP there', async () => {
      const plain = await fetch(`http://127.0.0.1:${httpPort}/sync?a=1`, { redirect: 'manual' });
      expect(plain.status).toBe(301);
      expect(plain.headers.get('location')).toBe(`https://${DOMAIN}/sync?a=1`);
      for (const [version, works] of [
        ['TLSv1.3', true],
        ['TLSv1.2', true],
        ['TLSv1.1', false],
      ] as const) {
        expect({ version, works: await connects(version) }).toEqual({ version, works });
      }
      const session = http2.connect(`https://127.0.0.1:${httpsPort}`, {
        servername: DOMAIN,
        rejectUnauthorized: false,
      });
      const stream = session.request({ ':path': '/health', ':authority': DOMAIN });
      const [headers] = (await once(stream, 'response')) as [http2.IncomingHttpHeaders];
      expect(headers[':status']).toBe(200);
      session.destroy();
    });

    it('serves the SPA and the API with exactly one header of each kind', async () => {
      for (const name of ['/login', '/api/v1/auth/session', '/docs/openapi.json', '/nothing.txt']) {
        const { raw, headers } = await overTls(name, { headers: { accept: '*/*' } });
        const names = raw.filter((_, index) => index % 2 === 0).map((one) => one.toLowerCase());
        const lists = ['set-cookie', 'vary'];
        const doubled = names.filter((one, index) => !lists.includes(one) && names.indexOf(one) !== index);
        expect({ name, doubled }).toEqual({ name, doubled: [] });
        expect(headers['strict-transport-security']).toBe('max-age=31536000');
        expect(headers['x-content-type-options']).toBe('nosniff');
      }
      expect((await overTls('/login')).text).toContain('<div id="root">');
    });

    it('signs people in by a cookie for TLS alone', async () => {
      const body = Buffer.from(JSON.stringify(SYSTEM_USER));
      const headers = { 'content-type': 'application/json', origin: `https://${DOMAIN}` };
      const answer = await overTls('/api/v1/auth/login', { method: 'POST', headers }, body);
      expect(answer.status).toBe(200);
      expect(answer.headers['set-cookie']?.[0]).toMatch(/; Secure/);
    });

    it('tells the API who asked, and believes no one who says it is a proxy', async () => {
      await useHost(echoUrl);
      await host.reload();
      await delay(500);
      const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil' };
      const { text } = await overTls('/api/v1/anything?a=%2F%20b', { headers });
      const seen = JSON.parse(text) as { url: string; headers: Record<string, string> };
      expect(seen.url).toBe('/api/v1/anything?a=%2F%20b');
      expect(seen.headers).toMatchObject({
        host: DOMAIN,
        'x-forwarded-for': '127.0.0.1, 127.0.0.1',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': DOMAIN,
      });
    });

    it('passes events on the moment they happen', async () => {
      const arrived: number[] = [];
      await new Promise<void>((resolve, reject) => {
        https
          .get(
            {
              ...{ host: '127.0.0.1', port: httpsPort, servername: DOMAIN, rejectUnauthorized: false },
              path: '/api/v1/sync/events',
              headers: { host: DOMAIN, 'accept-encoding': 'gzip' },
            },
            (response) => {
              response.on('data', (chunk: Buffer) => {
                for (const [, sent] of chunk.toString().matchAll(/data: (\d+)/g))
                  arrived.push(Date.now() - Number(sent));
              });
              response.on('end', resolve);
            },
          )
          .on('error', reject);
      });
      expect(arrived).toHaveLength(6);
      // Buffered, the first would have come with the last, more than a second late.
      expect(Math.max(...arrived)).toBeLessThan(200);
    });

    it("passes the product's own events on", async () => {
      await useHost(webUrl);
      await host.reload();
      await delay(500);
      const headers = { 'content-type': 'application/json' };
      const signIn = await overTls(
        '/api/v1/auth/login',
        { method: 'POST', headers },
        Buffer.from(JSON.stringify(SYSTEM_USER)),
      );
      const cookie = signIn.headers['set-cookie']?.map((one) => one.split(';')[0]).join('; ') ?? '';
      const first = await new Promise<string>((resolve, reject) => {
        const request = https.get(
          {
            ...{ host: '127.0.0.1', port: httpsPort, servername: DOMAIN, rejectUnauthorized: false },
            path: '/api/v1/sync/events',
            headers: { host: DOMAIN, cookie },
          },
          (response) => {
            expect(response.headers['content-type']).toContain('text/event-stream');
            let text = '';
            response.on('data', (chunk: Buffer) => {
              text += chunk.toString();
              if (!/\n\n$/.test(text.trimStart())) return;
              resolve(text);
              request.destroy();
            });
          },
        );
        request.on('error', reject);
      });
      expect(first).toMatch(/event: ping/);
    }, 40_000);

    it('writes down no one-time token', async () => {
      await overTls('/invite/secret-token-4');
      await overTls('/confirm-email?token=secret-token-5');
      await delay(100);
      const log = globSync('*.log', { cwd: host.logs }).map((name) => readFileSync(path.join(host.logs, name), 'utf8'));
      expect(log.join('')).toContain('"GET /invite/..."');
      expect(log.join('')).not.toContain('secret-token');
    });
  });

  async function connects(version: tls.SecureVersion): Promise<boolean> {
    const ciphers = 'DEFAULT@SECLEVEL=0';
    const options = {
      minVersion: version,
      maxVersion: version,
      ciphers,
      rejectUnauthorized: false,
      servername: DOMAIN,
    };
    const socket = tls.connect(httpsPort, '127.0.0.1', options);
    const outcome = await Promise.race([once(socket, 'secureConnect').then(() => true), once(socket, 'error')]).catch(
      () => false,
    );
    socket.destroy();
    return outcome === true;
  }
});

/** The path goes out as it is written: fetch would tidy it up first. */
async function rawGet(port: number, name: string): Promise<string> {
  const socket = (await import('node:net')).connect(port, '127.0.0.1');
  socket.end(`GET ${name} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}
