import { startSandbox, type Sandbox } from '@evosync/sandbox';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { connectionProblem } from '../../connections/connection-problems.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { startTestApp, type TestApp } from '../../testing/app.js';

const USERS = '/api/v1/admin/users';
type Person = Awaited<ReturnType<TestApp['newcomer']>>;

describe('a merchant’s runs in the hands of an admin', () => {
  let sandbox: Sandbox;
  let test: TestApp;
  let database: DataSource;
  let admin: Person;
  beforeAll(async () => {
    sandbox = await startSandbox({ scenario: 'tea-shop', vkRequestsPerSecond: 5 });
    test = await startTestApp({
      settings: { EVOTOR_API_URL: sandbox.evotorUrl, VK_API_URL: sandbox.vkApiUrl, VK_REQUESTS_PER_SECOND: '5' },
    });
    database = test.app.get(DataSource);
    admin = await test.newcomer('admin');
  });
  afterAll(async () => {
    await test.close();
    await sandbox.close();
  });

  const connected = async (): Promise<Person> => {
    const merchant = await test.newcomer();
    const world = sandbox.world.merchants[0];
    if (!world) throw new Error('The world is empty');
    const { agent } = merchant;
    await agent.put('/api/v1/connections/evotor').send({ accessToken: world.evotorToken }).expect(200);
    const vk = { accessToken: world.vkToken, groupId: world.groupId };
    await agent.put('/api/v1/connections/vk').send(vk).expect(200);
    for (const storeId of world.storeIds) {
      await agent.put(`/api/v1/catalog/stores/${storeId}/sync`).send({ enabled: true }).expect(200);
      await agent.put(`/api/v1/catalog/stores/${storeId}/groups/sync`).send({ enabled: true }).expect(200);
    }
    return merchant;
  };
  const runOf = async (id: string) => {
    const [row] = await database.query('SELECT status, finished_at AS finishedAt FROM sync_runs WHERE id = ?', [id]);
    return row as { status: string; finishedAt: Date | null };
  };
  const ended = async (id: string) => {
    for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
      if ((await runOf(id)).finishedAt) break;
    }
    return (await runOf(id)).status;
  };

  it('are started, remember who asked, and are shown with it', async () => {
    const merchant = await connected();
    const { body: run } = await admin.agent.post(`${USERS}/${merchant.id}/sync`).expect(202);
    expect(run).toMatchObject({ trigger: 'manual', triggeredBy: { id: admin.id, email: admin.email } });
    const { body: same } = await admin.agent.post(`${USERS}/${merchant.id}/sync`).expect(202);
    expect(same.id).toBe(run.id);
    expect(await ended(run.id)).toBe('succeeded');
    const { body: own } = await merchant.agent.post('/api/v1/sync/runs').expect(202);
    await ended(own.id);

    const { body } = await admin.agent.get(`${USERS}/${merchant.id}/runs?pageSize=5`).expect(200);
    expect(body).toMatchObject({ total: 2, page: 1, pageSize: 5 });
    expect(body.items).toMatchObject([
      { id: own.id, triggeredBy: null },
      { id: run.id, status: 'succeeded', triggeredBy: { email: admin.email } },
    ]);
    const { body: page } = await admin.agent.get(`${USERS}/${merchant.id}`).expect(200);
    expect(page).toMatchObject({
      connections: { evotor: 'ok', vk: 'ok', state: 'ok' },
      lastRun: { id: own.id, status: 'succeeded' },
      vk: { health: 'ok', problem: null, shopName: expect.any(String) },
    });
    const { body: audit } = await admin.agent.get('/api/v1/admin/audit?action=user.sync-started').expect(200);
    expect(audit.items[0]).toMatchObject({ target: { label: merchant.email }, details: { runId: run.id } });

    await test.app.get(ConnectionsService).markNeedsAttention(merchant.id, 'vk', connectionProblem('token_rejected'));
    const { body: refusal } = await admin.agent.post(`${USERS}/${merchant.id}/sync`).expect(409);
    expect(refusal.code).toBe('connection_needs_attention');
    const { body: ill } = await admin.agent.get(`${USERS}/${merchant.id}`).expect(200);
    expect(ill.vk).toMatchObject({
      health: 'needsAttention',
      problem: { code: 'token_rejected', message: expect.stringContaining('отозван') },
    });
    const { body: inEnglish } = await admin.agent.get(`${USERS}/${merchant.id}`).set('Accept-Language', 'en');
    expect(inEnglish.vk.problem.message).toContain('revoked');
    const tokens = sandbox.world.merchants.flatMap(({ evotorToken, vkToken }) => [evotorToken, vkToken]);
    for (const token of tokens) expect(JSON.stringify([page, ill])).not.toContain(token.slice(-4));
  });

  it('stop at a suspension and start no more, neither by the clock nor by hand', async () => {
    const merchant = await connected();
    const { body: run } = await merchant.agent.post('/api/v1/sync/runs').expect(202);
    await admin.agent.post(`${USERS}/${merchant.id}/suspend`).expect(200);
    expect(await ended(run.id)).toBe('cancelled');

    const connections = test.app.get(ConnectionsService);
    expect(await connections.connectedUserIds(merchant.id - 1, 1)).not.toContain(merchant.id);
    const { body: refusal } = await admin.agent.post(`${USERS}/${merchant.id}/sync`).expect(409);
    expect(refusal.code).toBe('user_not_active');
    await admin.agent.post(`${USERS}/${merchant.id}/activate`).expect(200);
    expect(await connections.connectedUserIds(merchant.id - 1, 1)).toEqual([merchant.id]);
    const { body: again } = await admin.agent.post(`${USERS}/${merchant.id}/sync`).expect(202);
    expect(await ended(again.id)).toBe('succeeded');
  });

  it('are nobody’s where there is nobody', async () => {
    await admin.agent.get(`${USERS}/999999/runs`).expect(404);
    await admin.agent.post(`${USERS}/999999/sync`).expect(404);
  });
});
