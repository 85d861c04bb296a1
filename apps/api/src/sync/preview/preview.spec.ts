import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getDataSourceToken } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../../testing/app.js';
import { noCounts } from '../run.js';
import { SyncRun } from '../sync-run.entity.js';

const PREVIEW = '/api/v1/sync/preview';

describe('The preview of the next run', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ role: 'api' });
  });
  afterAll(() => app.close());

  it('a newcomer is told that a run would send nothing, and why', async () => {
    const { agent } = await app.newcomer();
    const { body } = await agent.get(PREVIEW).expect(200);
    expect(body).toEqual({
      counts: noCounts(),
      blocked: 'evotor_not_connected',
      freshness: { catalogReadAt: null, vkReadAt: null, unreadStores: [] },
      albums: [],
      items: [],
      total: 0,
      page: 1,
      pageSize: 50,
    });
  });

  it('refuses what it does not know, and whoever is not signed in', async () => {
    const { agent } = await app.newcomer();
    const { body } = await agent.get(`${PREVIEW}?action=explode`).expect(400);
    expect(body.errors).toMatchObject([{ field: 'action' }]);
    await app.anonymous.get(PREVIEW).expect(401);
    await app.anonymous.post(`${PREVIEW}/refresh`).expect(401);
  });

  it('cannot read a register that is not connected', async () => {
    const { agent } = await app.newcomer();
    const { body } = await agent.post(`${PREVIEW}/refresh`).expect(404);
    expect(body.code).toBe('not_connected');
  });

  it('does not read the register beside a run that does so', async () => {
    const { id, agent } = await app.newcomer();
    await app.app.get<DataSource>(getDataSourceToken()).getRepository(SyncRun).insert({
      id: randomUUID(),
      userId: id,
      activeUserId: id,
      trigger: 'manual',
      status: 'running',
      stage: 'catalog',
      counts: noCounts(),
      createdAt: new Date(),
    });
    const { body } = await agent.post(`${PREVIEW}/refresh`).set('Accept-Language', 'en').expect(409);
    expect(body).toMatchObject({ code: 'run_active', detail: expect.stringContaining('A run is going on') });
  });
});
