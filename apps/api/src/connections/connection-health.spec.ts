import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../testing/app.js';
import { startMailbox, type Mailbox } from '../testing/mailbox.js';
import { ScriptedVk } from '../testing/scripted-vk.js';
import { ConnectionHealth } from './connection-health.js';
import { EvotorAccount } from './evotor-app/evotor-account.entity.js';
import { EvotorConnection } from './evotor-connection.entity.js';
import { VkConnection } from './vk-connection.entity.js';

const HOUR_MS = 3_600_000;
const TEA = { id: 501, name: 'Чайная', is_admin: 1, admin_level: 3, market: { enabled: 1 } };

describe('the health of connections', () => {
  let mailbox: Mailbox;
  let vk: ScriptedVk;
  let evotor: Server;
  let app: TestApp;
  let health: ConnectionHealth;
  let busy: number[] = [];
  const asked: string[] = [];
  const dead = new Set<string>();

  beforeAll(async () => {
    mailbox = await startMailbox();
    vk = new ScriptedVk();
    vk.communities = [{ ...TEA }];
    await vk.start();
    evotor = createServer((request, response) => {
      const token = String(request.headers['x-authorization'] ?? request.headers.authorization).replace('Bearer ', '');
      asked.push(token);
      const isDead = dead.has(token);
      response.writeHead(isDead ? 401 : 200, { 'Content-Type': 'application/json' });
      response.end(isDead ? '{"errors":[]}' : '{"items":[],"paging":{}}');
    }).listen(0, '127.0.0.1');
    await once(evotor, 'listening');
    app = await startTestApp({
      settings: {
        EMAIL_PROVIDER: 'smtp',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'no-reply@evosync.test',
        BASE_URL: 'https://evosync.test',
        VK_API_URL: `${vk.url}/method`,
        VK_REQUESTS_PER_SECOND: '500',
        EVOTOR_API_URL: `http://127.0.0.1:${(evotor.address() as AddressInfo).port}`,
      },
    });
    health = app.app.get(ConnectionHealth, { strict: false });
    health.passOver(async (userId) => busy.includes(userId));
  }, 90_000);
  afterAll(async () => {
    await app.close();
    await mailbox.close();
    vk.close();
    evotor.closeAllConnections();
    evotor.close();
  });

  const table = <T extends object>(entity: new () => T) => app.app.get(DataSource).getRepository(entity);

  /** A merchant whose two connections were saved, and forgotten for so long. */
  const merchant = async (hours: number) => {
    const person = await app.newcomer();
    const evotorToken = `token-of-${person.id}`;
    const vkToken = vk.pasted();
    await person.agent.put('/api/v1/connections/evotor').send({ accessToken: evotorToken }).expect(200);
    await person.agent.put('/api/v1/connections/vk').send({ accessToken: vkToken, groupId: 501 }).expect(200);
    const before = new Date(Date.now() - hours * HOUR_MS);
    await table(EvotorConnection).update({ userId: person.id }, { connectedAt: before, checkedAt: before });
    await table(VkConnection).update({ userId: person.id }, { connectedAt: before, checkedAt: before });
    asked.length = 0;
    vk.seen.length = 0;
    return { ...person, evotorToken, vkToken };
  };

  it('is asked after once in six hours, with few calls', async () => {
    const olga = await merchant(7);
    await merchant(5);
    expect(await health.sweep()).toBe(2);
    expect(asked).toEqual([olga.evotorToken]);
    expect(vk.seen).toEqual([olga.vkToken, olga.vkToken, olga.vkToken]);
    expect(await health.sweep()).toBe(0);
    const { checkedAt } = await table(VkConnection).findOneByOrFail({ userId: olga.id });
    expect(checkedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('is asked after by one process of several', async () => {
    const olga = await merchant(7);
    const counts = await Promise.all(Array.from({ length: 5 }, () => health.sweep()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(asked).toEqual([olga.evotorToken]);
  });

  it('leaves a merchant alone whose run is at work', async () => {
    const olga = await merchant(7);
    busy = [olga.id];
    expect(await health.sweep()).toBe(0);
    busy = [];
    expect(await health.sweep()).toBe(2);
  });

  it('does not ask Evotor while the application is uninstalled there', async () => {
    const olga = await merchant(7);
    await table(EvotorAccount).insert({
      evotorUserId: '01-000000000000777',
      userId: olga.id,
      pauseCode: 'app_uninstalled',
    });
    expect(await health.sweep()).toBe(1);
    expect(asked).toEqual([]);
    await table(EvotorAccount).update({ userId: olga.id }, { pauseCode: null });
    expect(await health.sweep()).toBe(1);
    expect(asked).toEqual([olga.evotorToken]);
  });

  it('tells the merchant of a dead token by mail, once, and then leaves the connection alone', async () => {
    const olga = await merchant(7);
    dead.add(olga.evotorToken);
    vk.forget(olga.vkToken);
    await health.sweep();
    const letter = await mailbox.waitFor(olga.email, /Эвотор/);
    expect(letter.text).toContain('Токен не подходит или отозван.');
    expect(letter.links[0]).toBe('https://evosync.test/connections');
    await mailbox.waitFor(olga.email, /ВКонтакте/);
    asked.length = 0;
    vk.seen.length = 0;
    expect(await health.sweep(Date.now() + 7 * HOUR_MS)).toBeGreaterThan(0);
    expect(asked).not.toContain(olga.evotorToken);
    expect(vk.seen).not.toContain(olga.vkToken);
    expect(mailbox.letters(olga.email)).toHaveLength(2);
  });

  it('notices that a shop was switched on again', async () => {
    const olga = await merchant(7);
    vk.communities = [{ ...TEA, market: { enabled: 0 } }];
    await health.sweep();
    const shown = async () => (await olga.agent.get('/api/v1/connections').expect(200)).body.vk;
    expect(await shown()).toMatchObject({ status: 'needsAttention', problem: { code: 'market_disabled' } });
    vk.communities = [TEA];
    await health.sweep(Date.now() + 7 * HOUR_MS);
    expect(await shown()).toMatchObject({ status: 'ok', problem: null });
  });
});
