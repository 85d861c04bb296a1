import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import { freePort } from '../../test/support/process.ts';
import { inRoot } from '../local/paths.ts';
import { DOMAIN, Front, SYSTEM_USER, TOOLS_WITHIN_MS } from '../testing/front.ts';
import { PrivateNginx, selfSigned } from '../testing/nginx.ts';
import { runProgram } from '../testing/run-program.ts';

describe('nginx of the host in front of the product', () => {
  let front: Front;
  let host: PrivateNginx;
  let httpPort: number;
  let httpsPort: number;
  beforeAll(async () => {
    front = await Front.start();
    host = await PrivateNginx.create();
    [httpPort, httpsPort] = [await freePort(), await freePort()];
    await selfSigned(`${host.folder}/letsencrypt`, DOMAIN);
    await useHost(front.web.url);
    await host.start(httpsPort);
  }, TOOLS_WITHIN_MS);
  afterAll(async () => {
    await host.remove();
    await front.stop();
  });

  /** Has the host's nginx pass everything on to this address. */
  async function useHost(upstream: string): Promise<void> {
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

  it.each(['/metrics', '/metrics/', '/Metrics', '//metrics', '/%6detrics', '/metrics?x=1'])(
    'keeps figures to itself: %s',
    async (name) => {
      const answer = await overTls(name);
      expect(answer.status).toBe(404);
      expect(answer.text).not.toContain('process_');
    },
  );

  it('signs people in by a cookie for TLS alone', async () => {
    const body = Buffer.from(JSON.stringify(SYSTEM_USER));
    const headers = { 'content-type': 'application/json', origin: `https://${DOMAIN}` };
    const answer = await overTls('/api/v1/auth/login', { method: 'POST', headers }, body);
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; Secure/);
  });

  it('tells the API who asked, and believes no one who says it is a proxy', async () => {
    await useHost(front.echo.url);
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
              for (const [, sent] of chunk.toString().matchAll(/data: (\d+)/g)) arrived.push(Date.now() - Number(sent));
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
    await useHost(front.web.url);
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
