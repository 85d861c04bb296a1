import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { MAIL_QUEUE } from '../mail/mail-queue.js';
import { SmsTransport } from '../sms/sms-transport.js';
import { startTestApp, type TestApp } from '../testing/app.js';
import { startMailbox, type Mailbox } from '../testing/mailbox.js';
import { User } from '../users/user.entity.js';
import { ConnectionNotices } from './connection-notices.js';
import { connectionProblem } from './connection-problems.js';
import { ConnectionsService } from './connections.service.js';
import { EvotorConnection } from './evotor-connection.entity.js';
import { VkConnection } from './vk-connection.entity.js';

const LINK = 'https://evosync.test/connections';
const MINUTE_MS = 60_000;

describe('the notice of a connection that needs attention', () => {
  let mailbox: Mailbox;
  let evotor: Server;
  let app: TestApp;
  let connections: ConnectionsService;
  let notices: ConnectionNotices;
  const dead = new Set<string>();
  const texts: { phone: string; text: string }[] = [];

  beforeAll(async () => {
    mailbox = await startMailbox();
    evotor = createServer((request, response) => {
      const token = (request.headers['x-authorization'] ?? request.headers.authorization ?? '').toString();
      const isDead = [...dead].some((one) => token.endsWith(one));
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
        EVOTOR_API_URL: `http://127.0.0.1:${(evotor.address() as AddressInfo).port}`,
      },
    });
    connections = app.app.get(ConnectionsService, { strict: false });
    notices = app.app.get(ConnectionNotices, { strict: false });
    const sms = app.app.get(SmsTransport, { strict: false });
    jest.spyOn(sms, 'send').mockImplementation(async (phone, text) => void texts.push({ phone, text }));
  }, 90_000);
  afterAll(async () => {
    await app.close();
    await mailbox.close();
    evotor.close();
  });
  afterEach(() => void texts.splice(0));

  const people = () => app.app.get(DataSource).getRepository(User);
  const table = () => app.app.get(DataSource).getRepository(EvotorConnection);

  /** A merchant whose Evotor token is saved. */
  const merchant = async (changes: Partial<User> = {}) => {
    const person = await app.newcomer();
    const token = `token-${person.id}-abcd`;
    await people().update(person.id, { name: 'Ольга', ...changes });
    const save = () => person.agent.put('/api/v1/connections/evotor').send({ accessToken: token }).expect(200);
    await save();
    return { ...person, token, save };
  };
  const tokenDies = (userId: number) =>
    connections.markNeedsAttention(userId, 'evotor', connectionProblem('token_rejected'));
  /** Every letter and message queued so far has left. */
  const allSent = async () => {
    const queues = [MAIL_QUEUE, 'sms'].map((name) => app.app.get<Queue>(getQueueToken(name), { strict: false }));
    for (let tries = 0; tries < 200; tries += 1) {
      const counts = await Promise.all(queues.map((queue) => queue.count()));
      const active = await Promise.all(queues.map((queue) => queue.getActiveCount()));
      if ([...counts, ...active].every((count) => count === 0)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the queues do not run dry');
  };

  it('reaches the merchant when Evotor no longer takes the token', async () => {
    const olga = await merchant();
    dead.add(olga.token);
    const { body } = await olga.agent.post('/api/v1/connections/evotor/test').expect(200);
    expect(body).toMatchObject({ ok: false, problem: { code: 'token_rejected' } });
    const letter = await mailbox.waitFor(olga.email);
    expect(letter.subject).toBe('Подключение «Эвотор» не работает');
    expect(letter.text).toContain('Здравствуйте, Ольга!');
    expect(letter.text).toContain('Токен не подходит или отозван.');
    expect(letter.links[0]).toBe(LINK);
    expect(letter.text + letter.html).not.toContain(olga.token);
  });

  it('is sent once, however many notice the trouble at once, and once more after the connection was saved', async () => {
    const olga = await merchant();
    await Promise.all(Array.from({ length: 8 }, () => tokenDies(olga.id)));
    await mailbox.waitFor(olga.email);
    await tokenDies(olga.id);
    await connections.markHealthy(olga.id, 'evotor');
    await tokenDies(olga.id);
    await table().update(olga.id, { noticeClaimedAt: new Date(Date.now() - 3 * MINUTE_MS) });
    await notices.sweep();
    await tokenDies(olga.id);
    await allSent();
    expect(mailbox.letters(olga.email)).toHaveLength(1);

    await olga.save();
    await Promise.all([tokenDies(olga.id), tokenDies(olga.id), notices.sweep()]);
    await allSent();
    expect(mailbox.letters(olga.email)).toHaveLength(2);
  });

  it('each side has its own', async () => {
    const olga = await merchant({ language: 'en' });
    await app.app
      .get(DataSource)
      .getRepository(VkConnection)
      .insert({ userId: olga.id, accessToken: 'sealed', tokenLast4: 'abcd', groupId: 1, connectedAt: new Date() });
    await tokenDies(olga.id);
    await connections.markNeedsAttention(olga.id, 'vk', connectionProblem('not_a_manager'));
    const evotorLetter = await mailbox.waitFor(olga.email, /Evotor does not work/);
    expect(evotorLetter.text).toContain('The token is wrong or was revoked.');
    const vkLetter = await mailbox.waitFor(olga.email, /VK does not work/);
    expect(vkLetter.text).toContain('does not manage this community');
  });

  it('is not lost when the process died between claiming and queueing it', async () => {
    const olga = await merchant();
    const trouble = { status: 'needsAttention', problemCode: 'token_rejected' } as const;
    const claimed = (msAgo: number) =>
      table().update(olga.id, { ...trouble, noticeClaimedAt: new Date(Date.now() - msAgo) });
    await claimed(MINUTE_MS);
    await notices.sweep();
    await allSent();
    expect(mailbox.letters(olga.email)).toEqual([]);
    await claimed(3 * MINUTE_MS);
    await Promise.all([notices.sweep(), notices.sweep()]);
    await mailbox.waitFor(olga.email);
    await notices.sweep();
    await allSent();
    expect(mailbox.letters(olga.email)).toHaveLength(1);
  });

  it('goes out as a message only to those who gave a number and agreed', async () => {
    const agreed = await merchant({ notifySms: true, phone: '8 (925) 507-06-02' });
    const silent = await merchant({ notifySms: false, phone: '+79255070603' });
    const numberless = await merchant({ notifySms: true });
    for (const { id } of [agreed, silent, numberless]) await tokenDies(id);
    await tokenDies(agreed.id);
    await allSent();
    expect(texts).toEqual([{ phone: '79255070602', text: expect.stringContaining(LINK) }]);
    expect(texts[0]?.text).toContain('«Эвотор»');
    for (const { email } of [agreed, silent, numberless]) expect(mailbox.letters(email)).toHaveLength(1);
  });

  it('is not sent by mail to those who want none, nor to a suspended user', async () => {
    const quiet = await merchant({ notifyEmail: false });
    const gone = await merchant();
    await people().update(gone.id, { status: 'suspended' });
    for (const { id } of [quiet, gone]) await tokenDies(id);
    await notices.sweep();
    await allSent();
    for (const { email } of [quiet, gone]) expect(mailbox.letters(email)).toEqual([]);
    expect(texts).toEqual([]);
  });
});
