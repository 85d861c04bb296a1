import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';

const EVENTS = '/api/v1/sync/events';
const LOOKED_UP_MS = 4000;
const PATIENCE_MS = 15_000;

describe('an open event stream', () => {
  let test: TestApp;
  let system: Agent;
  beforeAll(async () => {
    test = await startTestApp();
    system = await test.login(test.systemUser.email, test.systemUser.password);
  });
  afterAll(() => test.close());

  /** A stream with the headers given; tells whether it is open still. */
  const listen = async (headers: Record<string, string>) => {
    const answer = await fetch(test.url + EVENTS, { headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/event-stream/)]);
    const reader = answer.body!.getReader();
    const stream = { isOpen: true, leave: () => reader.cancel() };
    const read = async (): Promise<void> => {
      while (!(await reader.read()).done);
    };
    const over = () => (stream.isOpen = false);
    read().then(over, over);
    return stream;
  };
  const cookieOf = async (email: string, password: string) => {
    const { headers } = await test.anonymous.post('/api/v1/auth/login').send({ email, password }).expect(200);
    return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
  };
  const ends = async (stream: { isOpen: boolean }) => {
    for (const end = Date.now() + PATIENCE_MS; stream.isOpen && Date.now() < end;) await delay(50);
    return !stream.isOpen;
  };

  it.each<[string, (who: { id: number; agent: Agent }) => Promise<unknown>]>([
    ['the user is suspended', ({ id }) => system.post(`/api/v1/admin/users/${id}/suspend`).expect(200)],
    ['they sign out everywhere', ({ agent }) => agent.delete('/api/v1/profile/sessions').expect(204)],
    [
      'they may do something else',
      ({ id }) => system.patch(`/api/v1/admin/users/${id}`).send({ role: 'admin' }).expect(200),
    ],
  ])('is cut when %s', async (_, change) => {
    const { id, email, password, agent } = await test.newcomer();
    const stream = await listen(await cookieOf(email, password));
    await change({ id, agent });
    expect(await ends(stream)).toBe(true);
  });

  it('is cut when its token is deleted, and goes on otherwise', async () => {
    const { email, password, agent } = await test.newcomer();
    const input = { name: 'listener', scopes: ['read'] };
    const { body } = await agent.post('/api/v1/profile/api-tokens').send(input).expect(201);
    const byToken = await listen({ authorization: `Bearer ${body.token}` });
    const bySession = await listen(await cookieOf(email, password));
    await delay(LOOKED_UP_MS);
    expect([byToken.isOpen, bySession.isOpen]).toEqual([true, true]);
    await agent.delete(`/api/v1/profile/api-tokens/${body.id}`).expect(204);
    expect(await ends(byToken)).toBe(true);
    expect(bySession.isOpen).toBe(true);
    await bySession.leave();
  });
});
