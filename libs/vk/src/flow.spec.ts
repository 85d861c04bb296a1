import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { aClient, aDelete, anAdd, anEdit, edits, letters } from '../test/a-client.js';
import { VkServer } from '../test/vk-server.js';
import { LocalPace } from './pace.js';
import type { VkVerdict } from './verdict.js';

describe('a flow of calls', () => {
  const server = new VkServer();
  beforeEach(async () => {
    server.requests.length = 0;
    server.done.length = 0;
    server.fault = () => undefined;
    server.answer = ({ method }) => (method === 'market.add' ? { market_item_id: 501 } : 1);
    await server.start();
  });
  afterEach(() => server.stop());

  it('packs calls that come one after another, and calls that come out of verdicts, into full requests', async () => {
    const { client } = aClient(server);
    let born = 0;
    const flow = client.flow<string>({
      onVerdicts: (told) => {
        for (const { tag } of told) {
          if (tag !== 'add') continue;
          born += 1;
          flow.push(anEdit(1000 + born), 'child');
        }
      },
    });
    for (let index = 0; index < 60; index += 1) {
      flow.push(anAdd(`Товар ${index}`), 'add');
      if (index % 7 === 0) await delay(1);
    }
    await flow.end();
    expect(server.done).toHaveLength(120);
    expect(server.requests).toHaveLength(5);
  });

  it('a request that is not full waits for more, until told that none will come', async () => {
    const { client } = aClient(server);
    const told: string[] = [];
    const flow = client.flow<string>({ onVerdicts: (results) => void told.push(...results.map(({ tag }) => tag)) });
    flow.push(anEdit(1), 'a');
    await delay(20);
    expect(server.requests).toHaveLength(0);
    flow.push(anEdit(2), 'b');
    await flow.idle();
    expect([told, server.sizes]).toEqual([['a', 'b'], [2]]);
    flow.push(anEdit(3), 'c');
    await flow.end();
    expect([told, server.sizes]).toEqual([
      ['a', 'b', 'c'],
      [2, 1],
    ]);
  });

  it('makes whoever pushes wait while too many calls have no verdict', async () => {
    const { client } = aClient(server, { batchSize: 5 });
    const flow = client.flow<number>({ onVerdicts: () => undefined });
    for (const [index, call] of edits(60).entries()) {
      flow.push(call, index);
      await flow.room(20);
    }
    expect(server.done.length).toBeGreaterThanOrEqual(40);
    await flow.end();
    expect(server.done).toHaveLength(60);
  });

  it('stopped gently, it hears what is on its way, and tells the rest that it was not sent', async () => {
    const { client } = aClient(server, { batchSize: 2 });
    const verdicts: VkVerdict[] = [];
    const flow = client.flow<number>({
      inFlight: 1,
      onVerdicts: (told) => {
        verdicts.push(...told.map(({ verdict }) => verdict));
        if (verdicts.length === 2) flow.stop(new Error('enough'));
      },
    });
    for (const [index, call] of edits(10).entries()) flow.push(call, index);
    await flow.end();
    expect(letters(verdicts)).toBe('DDNNNNNNNN');
    expect(server.done).toHaveLength(2);
    expect(verdicts[9]).toMatchObject({ error: { message: 'enough' } });
  });

  it('rejects with what the report threw, wherever it is waited for', async () => {
    const { client } = aClient(server, { batchSize: 2 });
    const flow = client.flow<number>({ onVerdicts: () => Promise.reject(new Error('the database is gone')) });
    for (const [index, call] of edits(10).entries()) flow.push(call, index);
    await expect(flow.idle()).rejects.toThrow('the database is gone');
    await expect(flow.room(1)).rejects.toThrow('the database is gone');
    await expect(flow.end()).rejects.toThrow('the database is gone');
  });

  it('a method that VK holds back does not hold up the others', async () => {
    let refused = 0;
    server.fault = ({ calls }) =>
      calls.every(({ method }) => method === 'market.edit') && (refused += 1) <= 1
        ? { kind: 'error', code: 9 }
        : undefined;
    const done: string[] = [];
    let release: () => void = () => undefined;
    const { client } = aClient(server, {
      batchSize: 4,
      sleep: () => new Promise<void>((resolve) => (release = resolve)),
    });
    const flow = client.flow<string>({
      inFlight: 1,
      onVerdicts: (told) => {
        done.push(...told.map(({ tag }) => tag));
        if (done.filter((tag) => tag === 'delete').length === 8) release();
      },
    });
    for (const call of edits(4)) flow.push(call, 'edit');
    for (let id = 1; id <= 8; id += 1) flow.push(aDelete(id), 'delete');
    await flow.end();
    expect(done).toEqual([...Array<string>(8).fill('delete'), ...Array<string>(4).fill('edit')]);
  });

  it.each([
    ['quick', 5],
    ['slow', 300],
    ['very slow', 450],
  ])('keeps the pace full with %s answers', async (_, answersMs) => {
    // A second of VK's is 300 ms here, so 300 ms of answering are as long as a whole second there.
    const pace = new LocalPace(3, { windowMs: 300, marginMs: 2, travelMs: 12 });
    const { client } = aClient(server, {
      pace,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        await delay(answersMs);
        return response;
      },
    });
    const started = performance.now();
    await client.batch(edits(12 * 25));
    const took = performance.now() - started - answersMs;
    expect(server.requests).toHaveLength(12);
    expect(took).toBeLessThan((12 / 3) * 300 * 1.2);
  });
});
