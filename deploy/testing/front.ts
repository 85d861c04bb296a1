import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase, type TestDatabase } from '../../apps/api/src/database/testing.ts';
import { freePort, ProductProcess } from '../../test/support/process.ts';
import { inRoot } from '../local/paths.ts';
import { debianTool } from './debian-tool.ts';
import { PrivateNginx } from './nginx.ts';
import { configureWeb } from './web-image.ts';

/** The public name in these tests: магазин.рф. */
export const DOMAIN = 'xn--80aairftm.xn--p1ai';
/** Unpacking nginx the first time takes a while. */
export const TOOLS_WITHIN_MS = 300_000;
export const SYSTEM_USER = { email: 'system@evosync.test', password: 'a system password' };
/** The built SPA. */
export const PAGES = inRoot('apps/web/dist');

/** An nginx of the image `web`, and where it listens. */
export interface Web {
  nginx: PrivateNginx;
  url: string;
}

/** Starts nginx as the image `web` would, in front of `upstream` (`host:port`), with these settings. */
export async function startWeb(upstream: string, env: Record<string, string> = {}): Promise<Web> {
  const nginx = await PrivateNginx.create();
  const port = await freePort();
  configureWeb(nginx, { API_UPSTREAM: upstream, BASE_URL: `https://${DOMAIN}`, ...env }, { port, pages: PAGES });
  const complaints = await nginx.complaints();
  if (complaints) throw new Error(complaints);
  await nginx.start(port);
  return { nginx, url: `http://127.0.0.1:${port}` };
}

/** The product and an upstream that tells what reached it, each behind an nginx of the image `web`. */
export class Front {
  readonly product: ProductProcess;
  readonly web: Web;
  readonly echo: Web;
  /** `host:port` of the upstream that tells what reached it. */
  readonly echoUpstream: string;
  private readonly database: TestDatabase;
  private readonly server: Server;

  static async start(): Promise<Front> {
    await debianTool('nginx');
    const database = await createTestDatabase();
    const port = String(await freePort());
    const product = new ProductProcess({
      DATABASE_URL: database.url,
      REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
      REDIS_PREFIX: `test-${randomBytes(6).toString('hex')}`,
      SECRET_KEY: 'a secret of this test',
      SYSTEM_USER_EMAIL: SYSTEM_USER.email,
      SYSTEM_USER_PASSWORD: SYSTEM_USER.password,
      BASE_URL: `https://${DOMAIN}`,
      WEB_DIST_DIR: PAGES,
      LOG_LEVEL: 'silent',
      PORT: port,
    });
    await product.start(60_000);
    const { server, upstream } = await startEcho();
    const [web, echo] = [await startWeb(`127.0.0.1:${port}`), await startWeb(upstream)];
    return new Front({ database, product, server, echoUpstream: upstream, web, echo });
  }

  private constructor(parts: Pick<Front, 'product' | 'web' | 'echo' | 'echoUpstream'> & FrontInside) {
    this.product = parts.product;
    this.web = parts.web;
    this.echo = parts.echo;
    this.echoUpstream = parts.echoUpstream;
    this.database = parts.database;
    this.server = parts.server;
  }

  async stop(): Promise<void> {
    await Promise.all([this.web, this.echo].map(({ nginx }) => nginx.remove()));
    await this.product.stop('SIGKILL');
    this.server.close();
    await this.database.drop();
  }
}

interface FrontInside {
  database: TestDatabase;
  server: Server;
}

/** Tells what reached it; streams events at /api/v1/sync/events and takes its time at /api/slow. */
async function startEcho(): Promise<{ upstream: string; server: Server }> {
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
  return { upstream: `127.0.0.1:${(server.address() as AddressInfo).port}`, server };
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
