import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startReceiver, type Receiver } from '../testing/receiver.js';
import type { HostLookup } from './host-lookup.js';
import { HookRequestError, postToHook, type HookRequest } from './hook-request.js';

describe('a request to a hook', () => {
  let receiver: Receiver;
  let port: string;
  beforeAll(async () => {
    receiver = await startReceiver();
    port = new URL(receiver.url).port;
  });
  afterAll(() => receiver.close());

  /** A name server that says what it is told to, one answer after another. */
  const names = (...answers: string[][]) => {
    const asked: string[] = [];
    const resolve: HostLookup = async (host) => {
      const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
      asked.push(host);
      return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    };
    return { asked, resolve };
  };
  const failureOf = async (request: Partial<HookRequest>) => {
    try {
      await postToHook({ url: receiver.url, headers: {}, body: '{}', allowPrivate: false, ...request });
      return 'an answer';
    } catch (error) {
      return error instanceof HookRequestError ? error.failure : error;
    }
  };

  it.each([[['127.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['::ffff:127.0.0.1']], [['::1']], [['169.254.169.254']]])(
    'does not go to a name that leads to %j',
    async (addresses) => {
      const { resolve } = names(addresses);
      expect(await failureOf({ url: `http://shop.example:${port}/`, lookup: resolve })).toBe('private_address');
      expect(receiver.received).toEqual([]);
    },
  );

  it('does not go to a private address itself', async () => {
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433']) {
      expect(await failureOf({ url: `http://${host}:${port}/` })).toBe('private_address');
    }
  });

  it('looks a name up once and connects to what it found, whatever the name means a moment later', async () => {
    const { asked, resolve } = names(['203.0.113.1'], ['127.0.0.1']);
    const answer = await postToHook({
      url: `http://shop.example:${port}/`,
      headers: {},
      body: '{}',
      allowPrivate: true,
      limitMs: 300,
      lookup: resolve,
    }).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(HookRequestError);
    expect(asked).toEqual(['shop.example']);
    expect(receiver.received).toEqual([]);
  });

  it('goes to a private address where that is allowed', async () => {
    const { resolve } = names(['127.0.0.1']);
    const request = { headers: {}, body: '{}', allowPrivate: true, lookup: resolve };
    expect(await postToHook({ ...request, url: `http://shop.example:${port}/` })).toEqual({ status: 204, body: '' });
    expect(receiver.received.at(-1)?.headers.host).toBe(`shop.example:${port}`);
  });

  it('waits only so long, also for an answer that never ends', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    expect(await failureOf({ url, allowPrivate: true, limitMs: 200 })).toBe('timeout');
    silent.close();

    receiver.answer = (response) => void response.writeHead(200).write('a beginning');
    const startedAt = Date.now();
    const answer = await postToHook({ url: receiver.url, headers: {}, body: '{}', allowPrivate: true, limitMs: 300 });
    expect(answer).toEqual({ status: 200, body: 'a beginning' });
    expect(Date.now() - startedAt).toBeLessThan(3000);
  });

  it('reads the beginning of an endless answer only', async () => {
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = () => {
        if (!response.destroyed) response.write('x'.repeat(65_536), () => setImmediate(more));
      };
      more();
    };
    const answer = await postToHook({ url: receiver.url, headers: {}, body: '{}', allowPrivate: true });
    expect(answer.body).toHaveLength(2000);
  });

  it('says in a word why there was no answer', async () => {
    expect(await failureOf({ url: 'http://127.0.0.1:1/', allowPrivate: true })).toBe('refused');
    expect(await failureOf({ url: `https://127.0.0.1:${port}/`, allowPrivate: true })).toBe('tls');
    expect(await failureOf({ url: 'http://nowhere.invalid/' })).toBe('unknown_host');
  });
});
