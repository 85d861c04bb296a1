import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import supertest from 'supertest';
import { freePort, ProductProcess } from '../support/process.js';
import { startStory, type Story } from '../support/story.js';

const CLI = fileURLToPath(new URL('../../apps/api/dist/cli.js', import.meta.url));

describe('The command line of operators', () => {
  let story: Story;
  let env: Record<string, string>;

  beforeAll(async () => {
    story = await startStory();
    env = environmentOf(story);
  }, 60_000);

  afterAll(() => story?.close());

  const evosync = async (args: string[], options: { input?: string; env?: Record<string, string> } = {}) => {
    const child = spawn(process.execPath, [CLI, ...args], { env: { PATH: process.env.PATH, ...env, ...options.env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin.end(options.input ?? '');
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, out, err };
  };

  it('says what it can do, and what it did not understand', async () => {
    const help = await evosync([]);
    expect(help.code).toBe(0);
    for (const name of ['user create', 'user reset-password', 'connections attention', 'sync run', 'keys rotate']) {
      expect(help.out).toContain(name);
    }
    expect(await evosync(['user', 'promote'])).toMatchObject({ code: 2, out: '' });
    const misused = await evosync(['user', 'create', '--password', 'not like this']);
    expect(misused.code).toBe(2);
    expect(misused.err).toContain('--email ADDRESS');
  });

  it('creates an admin with a password from the standard input, who signs in', async () => {
    const made = await evosync(
      ['user', 'create', '--email', 'ops@evosync.test', '--role', 'admin', '--password-stdin'],
      {
        input: 'a password of mine\n',
      },
    );
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).not.toContain('a password of mine');
    const agent = await story.app.login('ops@evosync.test', 'a password of mine');
    const { body } = await agent.get('/api/v1/auth/session').expect(200);
    expect(body.user.roles).toEqual(['admin']);

    const again = await evosync(['user', 'create', '--email', 'ops@evosync.test', '--generate-password']);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/already taken/);
    const weak = await evosync(['user', 'create', '--email', 'new@evosync.test', '--password-stdin'], {
      input: '123\n',
    });
    expect(weak.code).toBe(1);
    expect(weak.err).toContain('password:');
  });

  it('resets a password, which ends the sessions of its owner and is kept in the audit trail', async () => {
    const { email, agent } = await story.app.newcomer();
    const reset = await evosync(['user', 'reset-password', '--email', email, '--generate-password']);
    expect(reset.code).toBe(0);
    await agent.get('/api/v1/profile').expect(401);
    const [, password = ''] = /^Password: (\S{20})$/m.exec(reset.out) ?? [];
    await story.app.login(email, password);
    const system = await story.app.login(story.app.systemUser.email, story.app.systemUser.password);
    const { body } = await system.get('/api/v1/admin/audit').expect(200);
    expect(body.items[0]).toMatchObject({ action: 'user.password-set', actor: { id: null, email: 'command line' } });
    expect(
      await evosync(['user', 'reset-password', '--email', 'nobody@evosync.test', '--generate-password']),
    ).toMatchObject({ code: 1, out: '' });
  });

  it('encrypts all tokens with a new key, so that the old one may go', async () => {
    const merchant = await story.merchant();
    await merchant.connect();
    const rotated = await evosync(['keys', 'rotate'], { env: { SECRET_KEY: `a new secret,${env.SECRET_KEY}` } });
    expect(rotated.code).toBe(0);
    expect(rotated.out).toMatch(/^Encrypted anew: [2-9]/);
    const idle = await evosync(['keys', 'rotate'], { env: { SECRET_KEY: `a new secret,${env.SECRET_KEY}` } });
    expect(idle.out).toMatch(/^Encrypted anew: 0/);
    const lost = await evosync(['keys', 'rotate'], { env: { SECRET_KEY: 'quite another secret' } });
    expect(lost.code).toBe(1);
    expect(lost.out).toMatch(/Cannot be opened with any part of SECRET_KEY: [2-9]/);

    const renewed = new ProductProcess({
      ...env,
      APP_ROLE: 'api',
      PORT: String(await freePort()),
      SECRET_KEY: 'a new secret',
    });
    await renewed.start();
    const agent = supertest.agent(renewed.url);
    await agent.post('/api/v1/auth/login').send({ email: merchant.email, password: merchant.password }).expect(200);
    await agent.post('/api/v1/connections/evotor/test').expect(200);
    await agent.post('/api/v1/connections/vk/test').expect(200);
    await renewed.stop('SIGTERM');
  }, 90_000);

  it("runs a merchant's sync to its end, and lists who needs attention", async () => {
    const merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
    const quiet = await evosync(['connections', 'attention']);
    expect(quiet).toMatchObject({ code: 0, out: '' });
    const run = await evosync(['sync', 'run', '--email', merchant.email]);
    expect(run.code).toBe(0);
    expect(run.out).toMatch(/^Run \S+ succeeded: .*created \d+/);

    story.sandbox.vk.hands.revokeToken(merchant.world.vkToken);
    const dead = await evosync(['sync', 'run', '--email', merchant.email]);
    expect(dead.code).toBe(1);
    const list = await evosync(['connections', 'attention']);
    expect(list.out.split('\t').slice(1, 4)).toEqual([merchant.email, 'vk', 'token_rejected']);
    expect(list.out).not.toContain(merchant.world.vkToken);
  }, 90_000);

  it('checks settings without showing any', async () => {
    expect(await evosync(['settings', 'check'])).toEqual({
      code: 0,
      out: 'Settings: ok\nMariaDB: ok\nRedis: ok\n',
      err: '',
    });
    const away = await evosync(['settings', 'check'], { env: { REDIS_URL: 'redis://127.0.0.1:9/0' } });
    expect(away).toMatchObject({ code: 1, out: 'Settings: ok\nMariaDB: ok\nRedis: ECONNREFUSED\n' });
    const wrong = await evosync(['settings', 'check'], { env: { PORT: 'eighty', VK_BATCH_SIZE: '26' } });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/PORT/);
    expect(wrong.err).toMatch(/VK_BATCH_SIZE/);
    expect(wrong.err).not.toContain('eighty');
  });
});

function environmentOf({ app: { settings } }: Story): Record<string, string> {
  return {
    DATABASE_URL: settings.databaseUrl,
    REDIS_URL: settings.redisUrl,
    REDIS_PREFIX: settings.redisPrefix,
    SECRET_KEY: settings.secretKeys.join(','),
    EVOTOR_API_URL: settings.evotorApiUrl,
    VK_API_URL: settings.vkApiUrl,
    VK_REQUESTS_PER_SECOND: String(settings.vkRequestsPerSecond),
  };
}
