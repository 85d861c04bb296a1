import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startService, USER_TOKEN, welcome, type Service } from '../../evotor/testing/service.js';
import { startSandbox, type Sandbox } from '../../server.js';

const SECRET = '0d9f3c62-7a51-4e8b-9c1d-2f6a8b3e5d70';

let sandbox: Sandbox;
let service: Service;
beforeAll(async () => {
  service = await startService();
  sandbox = await startSandbox({ webhooks: { baseUrl: service.url, appAuth: { kind: 'bearer', token: SECRET } } });
});
beforeEach(async () => {
  await sandbox.reset('empty-shop');
  service.received.length = 0;
  service.reply = welcome;
});
afterAll(async () => {
  await sandbox.close();
  await service.close();
});

const till = (): string => `/register/${sandbox.world.merchants[0]?.evotorUserId ?? ''}`;
const text = async (path: string): Promise<string> => (await fetch(sandbox.url + path)).text();
const post = (path: string, form: Record<string, string> = {}): Promise<Response> =>
  fetch(sandbox.url + till() + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
const install = (changes: Record<string, string> = {}): Promise<Response> =>
  post('/app/install', {
    baseUrl: service.url,
    secret: '',
    account: 'verify',
    email: 'owner@tea.example',
    password: 'correct-horse',
    ...changes,
  });

describe('the application at the till', () => {
  it('is installed as in the market, with the address and key the sandbox was started with', async () => {
    const before = await text(till());
    expect(before).toContain('не установлено');
    expect(before).toContain(service.url);
    expect(before).not.toContain(SECRET);
    const answer = await install();
    expect(answer.status).toBe(303);
    const page = await text(answer.headers.get('location') ?? '');
    for (const part of [
      'Приложение EvoSync установлено',
      'Сообщать EvoSync об изменениях',
      'вход в учётную запись: 200',
    ]) {
      expect(page).toContain(part);
    }
    for (const secret of ['correct-horse', SECRET, USER_TOKEN]) expect(page).not.toContain(secret);
    expect(service.paths()).toEqual(['/user/verify', '/subscription/event', '/installation/event', '/user/token']);
    expect(service.received[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
    expect(service.received.at(-1)?.body.token).toBe(sandbox.world.merchants[0]?.evotorToken);
  });

  it('takes a new key and makes a new account', async () => {
    await install({ secret: 'another-key', account: 'create' });
    expect(service.received[0]).toMatchObject({
      path: '/hooks/user/create',
      headers: { authorization: 'Bearer another-key' },
      body: { email: 'owner@tea.example' },
    });
  });

  it.each([
    ['a wrong password', () => ({ status: 401, body: { errors: [{ code: 1006 }] } }), 'неверная почта или пароль'],
    ['an account that exists', () => ({ status: 409, body: { errors: [{ code: 2005 }] } }), 'уже есть'],
    ['a service that is away', () => 'cut' as const, 'EvoSync не ответил'],
    ['an answer without a token', () => ({ status: 200, body: {} }), 'не по правилам'],
  ])('tells of %s', async (_case, reply, told) => {
    sandbox.evotor.webhooks.change({ retryMs: 10 });
    service.reply = reply;
    const answer = await install();
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(told)]);
    expect(await text(till())).toContain('не установлено');
  });

  it.each([
    ['no address', { baseUrl: '' }],
    ['half an address', { baseUrl: 'evosync' }],
    ['no mail', { email: ' ' }],
  ])('refuses %s', async (_case, changes) => {
    const answer = await install(changes);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('role="alert"')]);
    expect(service.received).toHaveLength(0);
  });

  it('tells of edits at once, when the switch is on', async () => {
    await install();
    service.received.length = 0;
    await post('/add-product', { name: 'Чай тихий', price: '100' });
    await sandbox.evotor.webhooks.idle();
    expect(service.received).toHaveLength(0);
    const on = await post('/app/notify', { on: '1' });
    expect(await text(on.headers.get('location') ?? '')).toContain('Не сообщать EvoSync об изменениях');
    await post('/add-product', { name: 'Чай громкий', price: '100' });
    await sandbox.evotor.webhooks.idle();
    await post('/add-group', { name: 'Чай', parent: '' });
    await sandbox.evotor.webhooks.idle();
    expect(service.received.map(({ body }) => body)).toMatchObject([
      [{ name: 'Чай громкий', price: 100 }],
      [{ name: 'Чай' }],
    ]);
    await post('/app/notify', { on: '0' });
    await post('/add-group', { name: 'Кофе', parent: '' });
    await sandbox.evotor.webhooks.idle();
    expect(service.received).toHaveLength(2);
  });

  it('is removed, and known to nobody after a fresh start', async () => {
    await install();
    service.received.length = 0;
    expect((await post('/app/uninstall')).status).toBe(303);
    expect(service.received.map(({ body }) => body.type)).toEqual([
      'SubscriptionTerminationRequested',
      'ApplicationUninstalled',
    ]);
    expect(await text(till())).toContain('не установлено');
    await sandbox.reset();
    expect(sandbox.evotor.webhooks.customers.list()).toEqual([]);
    expect((await post('/app/explode')).status).toBe(404);
  });
});
