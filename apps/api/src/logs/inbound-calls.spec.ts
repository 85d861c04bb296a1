import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import { InboundCalls, noteCallOwner } from './inbound-calls.js';
import { Journal } from './journal.js';

const STORE = '20230514-7A31-40C2-80F4-1B6E50A9D3C7';

describe('calls that others make to us', () => {
  let test: TestApp;
  let admin: Agent;
  let userId: number;
  let url: string;
  let close: () => void;
  beforeAll(async () => {
    test = await startTestApp({ role: 'api' });
    const newcomer = await test.newcomer('admin');
    ({ agent: admin, id: userId } = newcomer);
    const door = express();
    door.use(express.json(), test.app.get(InboundCalls).of('doorbell'));
    door.post('/stores/:storeId/products', (_request, response) => {
      noteCallOwner(response, userId);
      response.json({ taken: true });
    });
    door.post('/refused', (_request, response) => void response.status(401).json({ errors: [{ code: 1001 }] }));
    door.post('/silent', () => undefined);
    const server = door.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
  });
  afterAll(async () => {
    close();
    await test.close();
  });

  const post = (path: string, body: object) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer the-secret-of-the-door' },
      body: JSON.stringify(body),
    });
  const newest = async () => {
    await test.app.get(Journal).flush();
    const { body } = await admin.get('/api/v1/admin/logs?service=doorbell&direction=in&pageSize=1').expect(200);
    return (await admin.get(`/api/v1/admin/logs/${body.items[0]?.id}`).expect(200)).body;
  };

  it('are kept with what was sent, what was answered, and for whom', async () => {
    await (await post(`/stores/${STORE}/products?since=1`, [{ name: 'Улун' }])).text();
    expect(await newest()).toMatchObject({
      direction: 'in',
      method: 'POST /stores/{storeId}/products',
      status: 200,
      outcome: 'ok',
      errorCode: null,
      request: `POST /stores/${STORE}/products?since=1\n[{"name":"Улун"}]`,
      response: '{"taken":true}',
      user: { id: userId },
    });
  });

  it('are kept when they are refused, and never with a secret', async () => {
    await (await post('/refused', { token: 'a-token-of-the-user', note: 'the-secret-of-the-door' })).text();
    const call = await newest();
    expect(call).toMatchObject({ method: 'POST /refused', status: 401, outcome: 'error', user: null });
    expect(call.response).toBe('{"errors":[{"code":1001}]}');
    expect(JSON.stringify(call)).not.toMatch(/a-token-of-the-user|the-secret-of-the-door/);
  });

  it('are kept when no route takes them, and when the caller hangs up', async () => {
    await (await post('/nowhere', {})).text();
    expect(await newest()).toMatchObject({ method: 'POST /nowhere', status: 404 });
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /silent HTTP/1.1\r\nHost: door\r\nContent-Length: 0\r\n\r\n');
    setTimeout(() => socket.destroy(), 200);
    await once(socket, 'close');
    for (const end = Date.now() + 5000; (await newest()).method !== 'POST /silent' && Date.now() < end;);
    expect(await newest()).toMatchObject({ status: null, errorCode: 'hung_up', outcome: 'error' });
  });
});
