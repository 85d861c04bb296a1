import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Journal } from '../../apps/api/src/logs/journal.js';
import type { Agent } from '../../apps/api/src/testing/app.js';
import { startStory, type Merchant, type ShownRun, type Story } from '../support/story.js';

interface Call {
  id: number;
  method: string;
  service: string;
  runId: string | null;
  userId: number | null;
}

describe('The journal of a merchant who connects both accounts and runs a sync', () => {
  let story: Story;
  let merchant: Merchant;
  let admin: Agent;
  let run: ShownRun;

  beforeAll(async () => {
    story = await startStory();
    merchant = await story.merchant();
    admin = (await story.app.newcomer('admin')).agent;
    await merchant.agent
      .put('/api/v1/connections/evotor')
      .set('X-Request-Id', 'wrong-token')
      .send({ accessToken: 'evotor-token-that-nobody-has' })
      .expect(422);
    await merchant.connect();
    await merchant.chooseAll();
    run = await merchant.run();
    await story.app.app.get(Journal).flush();
  }, 120_000);
  afterAll(() => story.close());

  const calls = async (query: string): Promise<Call[]> => {
    const { body } = await admin.get(`/api/v1/admin/logs?pageSize=200&${query}`).expect(200);
    return body.items;
  };

  it('shows all calls of the run, with merchant and run', async () => {
    const found = await calls(`runId=${run.id}`);
    const methods = found.map(({ method }) => method);
    expect(methods).toContain('GET /stores');
    expect(methods).toContain('GET /stores/{id}/products');
    expect(methods).toContain('upload');
    expect(methods.some((method) => /^execute: .*market\.add ×\d+/.test(method))).toBe(true);
    expect(found.every((call) => call.userId === merchant.userId && call.runId === run.id)).toBe(true);
  });

  it('misses none that VK counted', async () => {
    const made = Object.values(story.sandbox.vk.journal.stats().perMethod).reduce((sum, { top }) => sum + top, 0);
    const uploads = await calls('method=upload');
    const { body } = await admin.get('/api/v1/admin/logs?service=vk').expect(200);
    expect(uploads.length).toBeGreaterThan(0);
    expect(body).toMatchObject({ total: made, totalIsExact: true });
  });

  it('ties the calls of a request to the id of the request', async () => {
    const found = await calls('correlationId=wrong-token');
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ method: 'GET /stores', status: 401, userId: merchant.userId, runId: null });
  });

  it('shows what was said, and finds a call by the name of a product in it', async () => {
    const [call] = await calls(`runId=${run.id}&method=products`);
    const { body } = await admin.get(`/api/v1/admin/logs/${call?.id}`).expect(200);
    expect(body.request).toMatch(/^GET \/stores\/[\dA-F-]{36}\/products/i);
    expect(body.response).toMatch(/^\{"items":\[\{/);
    const name = /"name":"([^"\\]{8,})"/.exec(body.response)?.[1] ?? '';
    const found = await calls(`runId=${run.id}&search=${encodeURIComponent(name.toUpperCase())}`);
    expect(found.map(({ id }) => id)).toContain(call?.id);
  });

  it('holds no token, no password and no upload address anywhere', async () => {
    const database = await new DataSource({ type: 'mariadb', url: story.app.settings.databaseUrl }).initialize();
    const rows: object[] = await database.query(
      `SELECT l.*, CONVERT(l.search_text USING utf8mb4) AS words, b.request, b.response
       FROM api_logs l LEFT JOIN api_log_bodies b ON b.log_id = l.id`,
    );
    await database.destroy();
    const everything = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(20);
    expect(everything).toContain('getProductPhotoUploadServer');
    const { evotorToken, vkToken } = merchant.world;
    for (const secret of [evotorToken, vkToken, 'evotor-token-that-nobody-has', merchant.password]) {
      expect(everything.toLowerCase()).not.toContain(secret.toLowerCase());
      expect(everything).not.toContain(encodeURIComponent(secret));
    }
    expect(everything).not.toMatch(/https?:[^"?]*upload[^"?]*\?(?!\[hidden\])/i);
    expect(everything).not.toMatch(/authorization/i);
  });
});
