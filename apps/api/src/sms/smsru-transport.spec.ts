import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { MessageRefused } from './sms-transport.js';
import { SmsRuTransport } from './smsru-transport.js';

const PHONE = '79255070602';
const KEY = 'the-secret-key-of-the-shop';
const accepted = { status: 'OK', status_code: 100, sms: { [PHONE]: { status: 'OK', status_code: 100 } }, balance: 4.5 };
const forNumber = (code: number) => ({
  status: 'OK',
  status_code: 100,
  sms: { [PHONE]: { status: 'ERROR', status_code: code, status_text: 'Нельзя' } },
});

describe('sms.ru', () => {
  const asked: { method: string; url: string; type: string; form: Record<string, string> }[] = [];
  let answer: { status: number; body: string };
  let server: Server;
  let sms: SmsRuTransport;

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const { method = '', url = '', headers } = request;
        const form = Object.fromEntries(new URLSearchParams(body));
        asked.push({ method, url, type: headers['content-type'] ?? '', form });
        response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(answer.body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    sms = new SmsRuTransport(KEY, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(() => void server.close());

  const sendWith = (body: unknown, status = 200): Promise<unknown> => {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
    return sms.send(PHONE, 'Привет & пока').then(
      () => 'sent',
      (error: unknown) => error,
    );
  };

  it('is given the message as a form, the key not in the address', async () => {
    expect(await sendWith(accepted)).toBe('sent');
    expect(asked.at(-1)).toEqual({
      method: 'POST',
      url: '/sms/send',
      type: expect.stringContaining('application/x-www-form-urlencoded'),
      form: { api_id: KEY, to: PHONE, msg: 'Привет & пока', json: '1' },
    });
  });

  it.each([
    ['a wrong number', forNumber(202)],
    ['a number on the stop list', forNumber(209)],
    ['no route to the number', { status: 'ERROR', status_code: 207, status_text: 'Нет пути' }],
  ])('refuses for good: %s', async (_, body) => {
    expect(await sendWith(body)).toBeInstanceOf(MessageRefused);
  });

  it.each([
    ['a wrong key', { status: 'ERROR', status_code: 200, status_text: 'Неправильный api_id' }, 200],
    ['no money', forNumber(201), 200],
    ['their own fault', { status: 'ERROR', status_code: 500 }, 200],
    ['a 502', 'bad gateway', 502],
    ['a page', '<html>', 200],
    ['null', 'null', 200],
    ['an answer that does not mention the number', { status: 'OK', status_code: 100, sms: {} }, 200],
  ])('may be asked again: %s', async (_, body, status) => {
    const error = await sendWith(body, status);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(MessageRefused);
    expect(String(error)).toMatch(/sms\.ru/);
    expect(String(error)).not.toContain(KEY);
  });
});
