import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { getQueueToken } from '@nestjs/bullmq';
import type { Job, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { SecretBox } from '../common/secret-box.js';
import { startMailbox, type Mailbox } from '../testing/mailbox.js';
import { startTestApp, type TestApp } from '../testing/app.js';
import type { Letter } from './letters.js';
import { MAIL_QUEUE, sealLetter } from './mail-queue.js';
import { Mailer } from './mailer.js';

const TOKEN = 'one-time-token-of-olga';

const resetFor = (to: string): Letter => ({
  kind: 'reset-password',
  to,
  name: 'Ольга',
  language: 'ru',
  token: TOKEN,
  hours: 2,
});

describe('letters by SMTP', () => {
  let mailbox: Mailbox;
  let app: TestApp;
  let queue: Queue;
  let mailer: Mailer;

  beforeAll(async () => {
    mailbox = await startMailbox();
    app = await startTestApp({
      settings: {
        EMAIL_PROVIDER: 'smtp',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'EvoSync <no-reply@evosync.test>',
        DOMAIN: 'evosync.test',
      },
    });
    queue = app.app.get<Queue>(getQueueToken(MAIL_QUEUE), { strict: false });
    mailer = app.app.get(Mailer, { strict: false });
  }, 90_000);
  afterAll(async () => {
    await app.close();
    await mailbox.close();
  });
  afterEach(() => queue.resume());

  const jobOf = async (...states: ('delayed' | 'failed' | 'waiting')[]): Promise<Job> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const [job] = await queue.getJobs(states);
      if (job) return job;
      await delay(50);
    }
    throw new Error(`no job is ${states.join(' or ')}`);
  };
  const counted = async (wanted: RegExp): Promise<void> => {
    let text = '';
    for (let tries = 0; tries < 40; tries += 1) {
      ({ text } = await app.anonymous.get('/metrics'));
      if (wanted.test(text)) return;
      await delay(50);
    }
    expect(text).toMatch(wanted);
  };

  it('arrive in both forms, from the sender of the settings, marked as automatic', async () => {
    await mailer.send(resetFor('olga@shop.test'));
    const letter = await mailbox.waitFor('olga@shop.test');
    expect(letter.from).toBe('"EvoSync" <no-reply@evosync.test>');
    expect(letter.subject).toBe('Новый пароль для EvoSync');
    expect(letter.token).toBe(TOKEN);
    expect(letter.links[0]).toBe(`https://evosync.test/reset-password?token=${TOKEN}`);
    expect(letter.text).toContain('2 часа');
    expect(letter.html).toContain('Задать новый пароль</a>');
    expect(letter.headers['auto-submitted']).toBe('Auto-Submitted: auto-generated');
    expect(letter.headers['message-id']).toMatch(/<[\w-]+@evosync\.test>/);
    await counted(/evosync_letters_total\{kind="reset-password",outcome="sent"\} 1/);
    expect(await queue.getJobCounts()).toMatchObject({ completed: 0, failed: 0 });
  });

  it('lie in Redis without address, name, link or token in the clear', async () => {
    await queue.pause();
    await mailer.send(resetFor('sealed@shop.test'));
    const job = await jobOf('waiting');
    const redis = new Redis(app.settings.redisUrl);
    const raw = JSON.stringify(await redis.hgetall(queue.toKey(job.id ?? '')));
    await redis.quit();
    expect(raw).toContain('sealed');
    expect(raw).not.toMatch(/one-time-token|sealed@shop|Ольга|reset-password\?/);
    await queue.resume();
    expect((await mailbox.waitFor('sealed@shop.test')).token).toBe(TOKEN);
  });

  it('asked to come later come later, as the same letter', async () => {
    mailbox.refuse('grey@shop.test', 451, 1);
    await mailer.send(resetFor('grey@shop.test'));
    const job = await jobOf('delayed');
    expect(job.attemptsMade).toBe(1);
    expect(job.delay).toBeGreaterThan(30_000);
    expect(job.delay).toBeLessThan(120_000);
    await job.promote();
    expect((await mailbox.waitFor('grey@shop.test')).headers['message-id']).toContain(String(job.data.messageId));
  });

  it('survive a connection cut in the middle', async () => {
    mailbox.drop(1);
    await mailer.send(resetFor('cut@shop.test'));
    await (await jobOf('delayed')).promote();
    expect((await mailbox.waitFor('cut@shop.test')).token).toBe(TOKEN);
    expect(mailbox.letters('cut@shop.test')).toHaveLength(1);
  });

  it('refused for good are not sent again, and stay for the operator without their secrets', async () => {
    mailbox.refuse('nobody@shop.test', 550);
    const before = mailbox.refusals();
    await mailer.send(resetFor('nobody@shop.test'));
    const job = await jobOf('failed');
    expect(job.attemptsMade).toBe(1);
    expect(job.failedReason).toContain('550');
    expect(JSON.stringify(job)).not.toContain(TOKEN);
    expect(mailbox.refusals()).toBe(before + 1);
    await counted(/evosync_letters_total\{[^}]*outcome="failed"[^}]*\} 1/);
    await job.remove();
  });

  it('are not sent once their link no longer holds', async () => {
    const threeHoursAgo = Date.now() - 3 * 3_600_000;
    const sealed = sealLetter(app.app.get(SecretBox), resetFor('late@shop.test'));
    await queue.add('reset-password', sealed, { timestamp: threeHoursAgo, attempts: 9 });
    const job = await jobOf('failed');
    expect(job.failedReason).toContain('no longer holds');
    expect(mailbox.letters('late@shop.test')).toEqual([]);
    await job.remove();
  });

  it('sealed under a key that is gone are given up at once', async () => {
    await queue.add('reset-password', { messageId: 'x', sealed: 'v1.00000000.AAAA' }, { attempts: 9 });
    const job = await jobOf('failed');
    expect(job.failedReason).toContain('SECRET_KEY');
    await job.remove();
  });

  it('with one key are queued once', async () => {
    await queue.pause();
    await Promise.all([1, 2, 3].map(() => mailer.send(resetFor('once@shop.test'), 'the-same')));
    await queue.resume();
    await mailbox.waitFor('once@shop.test');
    await mailer.send(resetFor('after@shop.test'));
    await mailbox.waitFor('after@shop.test');
    expect(mailbox.letters('once@shop.test')).toHaveLength(1);
  });

  it('reach nobody but the one address, whatever the address looks like', async () => {
    await mailer.send({ kind: 'password-changed', to: 'a@shop.test,b@shop.test', name: '', language: 'en' });
    await mailer.send({ kind: 'password-changed', to: 'c@shop.test', name: 'a@shop.test', language: 'en' });
    await mailbox.waitFor('c@shop.test');
    expect(mailbox.letters('a@shop.test')).toEqual([]);
    expect(mailbox.letters('b@shop.test')).toEqual([]);
    await queue.obliterate({ force: true });
  });
});
