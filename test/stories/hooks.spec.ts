import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { HookNews } from '../../apps/api/src/hooks/hook-news.js';
import { HookOutbox } from '../../apps/api/src/hooks/hook-outbox.js';
import { startReceiver, type Received, type Receiver } from '../../apps/api/src/testing/receiver.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

const EVENTS = ['run.finished', 'product.failed', 'connection.needs_attention'];

describe('A program is told', () => {
  let story: Story;
  let receiver: Receiver;
  let merchant: Merchant;

  beforeEach(async () => {
    receiver = await startReceiver();
    story = await startStory({ settings: { HOOKS_ALLOW_PRIVATE: 'yes', HOOK_FIRST_RETRY_SECONDS: '0.05' } });
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
    await merchant.agent.post('/api/v1/hooks').send({ name: 'Stock', url: receiver.url, events: EVENTS }).expect(201);
  }, 60_000);
  afterEach(async () => {
    await story.close();
    await receiver.close();
  });

  const of =
    (event: string) =>
    ({ message }: Received): boolean =>
      message.event === event;
  const database = () => story.app.app.get(DataSource);

  it('which products failed and that the run has ended, in numbers that agree', async () => {
    story.sandbox.vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 100 }, times: 3 });
    const run = await merchant.run();
    expect(run.counts['failed']).toBeGreaterThan(0);
    const [finished] = await receiver.waitFor(1, of('run.finished'));
    expect(finished?.message.data).toEqual({ run });
    const [failed] = await receiver.waitFor(1, of('product.failed'));
    const outcomes = await merchant.outcomes(run.id);
    const products = outcomes
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ outcome: _outcome, changes: _changes, ...product }) => product);
    expect(failed?.message.data).toEqual({ runId: run.id, total: run.counts['failed'], products });
    const { evotorToken, vkToken } = merchant.world;
    for (const { body } of receiver.received) {
      for (const secret of [evotorToken, vkToken, merchant.email]) expect(body).not.toContain(secret);
    }
  }, 60_000);

  it('once that a connection needs attention, and again after it was saved and broke anew', async () => {
    const breakEvotor = () =>
      story.sandbox.evotor.faults.add({ kind: 'status', status: 401, userId: merchant.world.evotorUserId, times: 0 });
    breakEvotor();
    expect((await merchant.run()).status).toBe('failed');
    const [told] = await receiver.waitFor(1, of('connection.needs_attention'));
    expect(told?.message.data).toMatchObject({ connection: 'evotor', problem: { code: 'token_rejected' } });
    await merchant.agent.post('/api/v1/connections/evotor/test').expect(200);
    story.sandbox.evotor.faults.clear();
    await merchant.connect();
    breakEvotor();
    await merchant.run();
    await receiver.waitFor(2, of('connection.needs_attention'));
    await delay(200);
    expect(receiver.received.filter(of('connection.needs_attention'))).toHaveLength(2);
  }, 60_000);

  it('of a run whose end nobody told, because the process died; and of what the queue has lost', async () => {
    const run = await merchant.run();
    const [told] = await receiver.waitFor(1, of('run.finished'));
    await database().query('DELETE FROM hook_deliveries');
    await story.app.app.get(HookNews, { strict: false }).catchUp();
    const [, again] = await receiver.waitFor(2, of('run.finished'));
    expect(again?.message).toEqual(told?.message);
    await story.app.app.get(HookNews, { strict: false }).catchUp();

    await database().query(
      `INSERT INTO hook_deliveries (hook_id, event_id, event, body, status, next_try_at)
       SELECT id, UUID(), 'run.finished', ?, 'pending', NOW(3) - INTERVAL 1 MINUTE FROM hooks`,
      [JSON.stringify({ id: 'lost', event: 'run.finished', data: { run } })],
    );
    await story.app.app.get(HookOutbox, { strict: false }).requeueOverdue();
    await receiver.waitFor(1, ({ message }) => message.id === 'lost');
    await delay(200);
    expect(receiver.received.filter(of('run.finished'))).toHaveLength(3);
  }, 60_000);

  it('by a merchant whose run ends all the same when nothing can be told', async () => {
    await database().query('RENAME TABLE hook_deliveries TO hook_deliveries_away');
    const run = await merchant.run();
    expect(['succeeded', 'partial']).toContain(run.status);
    await database().query('RENAME TABLE hook_deliveries_away TO hook_deliveries');
    await story.app.app.get(HookNews, { strict: false }).catchUp();
    await receiver.waitFor(1, of('run.finished'));
  }, 60_000);
});
