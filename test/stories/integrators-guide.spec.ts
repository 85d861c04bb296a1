import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '@evosync/sandbox';
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '../../apps/api/src/database/testing.js';
import { guideExamples } from '../support/guide.js';
import { freePort, ProductProcess } from '../support/process.js';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
const MODULES = path.join(ROOT, 'node_modules');
const SYSTEM = { email: 'system@evosync.test', password: 'system-password' };
const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** The guide, done to the letter: against the built product, with a client that a standard generator makes of its document. */
describe("The integrator's guide", () => {
  let sandbox: Sandbox;
  let database: TestDatabase;
  let product: ProductProcess;
  let folder: string;
  let token: string;
  let receiver: ChildProcess | undefined;

  const [tour = '', makeHook = ''] = guideExamples('sh');
  const [client = '', listener = ''] = guideExamples('ts');
  const tool = (file: string, ...args: string[]) =>
    run(process.execPath, [path.join(MODULES, file), ...args], { cwd: folder }).catch((error: { stdout: string }) => {
      throw new Error(error.stdout, { cause: error });
    });
  const api = async (target: string, body?: object, method = 'POST', authorization = `Bearer ${token}`) => {
    const headers = { 'content-type': 'application/json', authorization };
    const response = await fetch(`${product.url}/api/v1/${target}`, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'integrator-'));
    symlinkSync(MODULES, path.join(folder, 'node_modules'));
    sandbox = await startSandbox({ scenario: 'tea-shop', vkRequestsPerSecond: 40 });
    database = await createTestDatabase();
    product = new ProductProcess({
      DATABASE_URL: database.url,
      REDIS_URL: process.env.TEST_REDIS_URL ?? '',
      REDIS_PREFIX: path.basename(folder),
      SECRET_KEY: 'a secret of the guide',
      SYSTEM_USER_EMAIL: SYSTEM.email,
      SYSTEM_USER_PASSWORD: SYSTEM.password,
      EVOTOR_API_URL: sandbox.evotorUrl,
      VK_API_URL: sandbox.vkApiUrl,
      VK_REQUESTS_PER_SECOND: '40',
      HOOKS_ALLOW_PRIVATE: 'yes',
      LOG_LEVEL: 'warn',
      PORT: String(await freePort()),
    });
    await product.start();
    token = await tokenOfMerchant();
  }, 90_000);

  afterAll(async () => {
    receiver?.kill();
    await product?.stop('SIGTERM');
    await sandbox?.close();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The system user is the merchant here: signed in once, for the token. */
  async function tokenOfMerchant(): Promise<string> {
    const [world] = sandbox.world.merchants;
    const headers = { 'content-type': 'application/json' };
    const login = await fetch(`${product.url}/api/v1/auth/login`, {
      method: 'POST',
      headers,
      body: JSON.stringify(SYSTEM),
    });
    const cookie = login.headers.getSetCookie().map((one) => one.split(';')[0]);
    const made = await fetch(`${product.url}/api/v1/profile/api-tokens`, {
      method: 'POST',
      headers: { ...headers, cookie: cookie.join('; ') },
      body: JSON.stringify({ name: 'The guide', scopes: ['write'] }),
    });
    const { token: secret } = (await made.json()) as { token: string };
    token = secret;
    await api('connections/evotor', { accessToken: world?.evotorToken }, 'PUT');
    await api('connections/vk', { accessToken: world?.vkToken, groupId: world?.groupId }, 'PUT');
    return secret;
  }

  const shell = (script: string, env: Record<string, string> = {}) =>
    run('sh', ['-c', script], {
      env: { PATH: process.env.PATH, EVOSYNC_URL: product.url, EVOSYNC_TOKEN: token, ...env },
    });

  (hasCurl ? it : it.skip)(
    'walks through the API with curl',
    async () => {
      const { stdout } = await shell(tour);
      expect(stdout).toMatch(/"status":"(succeeded|partial)"/);
      expect(stdout).toMatch(/"items":\[/);
      const { items } = sandbox.vk.snapshot().communities[0] ?? { items: [] };
      expect(items.length).toBeGreaterThan(10);
    },
    60_000,
  );

  it('compiles against a client generated afresh, and runs', async () => {
    await tool('openapi-typescript/bin/cli.js', `${product.url}/docs/openapi.json`, '--output', 'evosync.ts');
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(folder, 'sync.ts'), client);
    writeFileSync(path.join(folder, 'receiver.ts'), listener);
    const options = ['--strict', '--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--skipLibCheck'];
    await tool('typescript/bin/tsc', ...options, '--outDir', 'made', 'sync.ts', 'receiver.ts');
    const { stdout } = await run(process.execPath, [path.join(folder, 'made/sync.js')], {
      env: { EVOSYNC_URL: product.url, EVOSYNC_TOKEN: token },
    });
    expect(stdout).toMatch(/^(succeeded|partial): \d+ created, \d+ failed/);
  }, 60_000);

  (hasCurl ? it : it.skip)(
    'hears of a run with the listener of the guide, which takes no forgery',
    async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/`;
      const { stdout } = await shell(makeHook, { HOOK_URL: url });
      const { secret } = JSON.parse(stdout) as { secret: string };
      receiver = spawn(process.execPath, [path.join(folder, 'made/receiver.js')], {
        env: { HOOK_SECRET: secret, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const { id } = await api('sync/runs');
      let heard = '';
      while (!heard.includes('run.finished')) heard += String((await once(receiver.stdout!, 'data'))[0]);
      expect(heard).toContain(String(id));
      const forged = await fetch(url, {
        method: 'POST',
        headers: { 'EvoSync-Signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` },
        body: '{}',
      });
      expect(forged.status).toBe(401);
    },
    60_000,
  );
});
