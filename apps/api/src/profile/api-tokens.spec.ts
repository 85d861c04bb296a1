import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';

const TOKENS = '/api/v1/profile/api-tokens';
const PROFILE = '/api/v1/profile';

describe('profile/api-tokens', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  const make = async (agent: Agent, fields: object = {}) =>
    (
      await agent
        .post(TOKENS)
        .send({ name: 'Reports', scopes: ['read', 'write'], ...fields })
        .expect(201)
    ).body;
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

  it('shows a token once, keeps it hashed, and lets it act', async () => {
    const { id, agent } = await test.newcomer();
    const { token, ...shown } = await make(agent);
    expect(token).toMatch(/^evs_[\w-]{43}$/);
    expect(shown).toEqual({
      id: expect.any(Number),
      name: 'Reports',
      scopes: ['read', 'write'],
      last4: token.slice(-4),
      lastUsedAt: null,
      expiresAt: null,
      createdAt: expect.stringMatching(/Z$/),
    });
    const rows = await test.app.get(DataSource).query('SELECT * FROM api_tokens WHERE user_id = ?', [id]);
    expect(JSON.stringify(rows)).not.toContain(token.slice(4, 40));
    expect((await test.anonymous.get(PROFILE).set(bearer(token)).expect(200)).body.id).toBe(id);
    const { body } = await agent.get(TOKENS).expect(200);
    expect(body).toEqual({
      items: [{ ...shown, lastUsedAt: expect.stringMatching(/Z$/) }],
      total: 1,
      page: 1,
      pageSize: 50,
    });
  });

  it('stops working when deleted; nobody deletes those of others', async () => {
    const { agent } = await test.newcomer();
    const stranger = await test.newcomer();
    const { id, token } = await make(agent);
    await stranger.agent.delete(`${TOKENS}/${id}`).expect(404);
    await test.anonymous.get(PROFILE).set(bearer(token)).expect(200);
    await agent.delete(`${TOKENS}/${id}`).expect(204);
    await test.anonymous.get(PROFILE).set(bearer(token)).expect(401);
    await agent.delete(`${TOKENS}/${id}`).expect(404);
  });

  it('may expire', async () => {
    const { agent } = await test.newcomer();
    const expiresAt = new Date(Date.now() + 400).toISOString();
    const { token } = await make(agent, { expiresAt });
    await test.anonymous.get(PROFILE).set(bearer(token)).expect(200);
    await new Promise((resolve) => setTimeout(resolve, 450));
    await test.anonymous.get(PROFILE).set(bearer(token)).expect(401);
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['admin'] }, 'scopes'],
    [{ scopes: 'read' }, 'scopes'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ expiresAt: 'tomorrow' }, 'expiresAt'],
  ])('refuses %j', async (fields, field) => {
    const { agent } = await test.newcomer();
    const { body } = await agent
      .post(TOKENS)
      .send({ name: 'Reports', scopes: ['read'], ...fields })
      .expect(400);
    expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
  });

  it('are no more than twenty', async () => {
    const { agent } = await test.newcomer();
    for (let count = 0; count < 20; count += 1) await make(agent, { name: `Token ${count}` });
    const { body } = await agent
      .post(TOKENS)
      .send({ name: 'One more', scopes: ['read'] })
      .expect(409);
    expect(body.code).toBe('too_many_tokens');
    expect((await agent.get(`${TOKENS}?pageSize=5&page=2`)).body).toMatchObject({ total: 20, page: 2, pageSize: 5 });
  });

  it('cannot take the account over', async () => {
    const { email, password, agent } = await test.newcomer();
    const { id, token } = await make(agent);
    const calls = [
      test.anonymous.post(TOKENS).send({ name: 'Another', scopes: ['write'] }),
      test.anonymous.delete(`${TOKENS}/${id}`),
      test.anonymous
        .post(`${PROFILE}/change-password`)
        .send({ currentPassword: password, newPassword: 'my new password' }),
      test.anonymous.delete(`${PROFILE}/sessions`),
      test.anonymous.delete(`${PROFILE}/sessions/0123456789abcdef0123456789abcdef`),
      test.anonymous.delete(PROFILE),
      test.anonymous.patch(PROFILE).send({ email: 'thief@example.com', currentPassword: password }),
    ];
    for (const call of calls) {
      const { body } = await call.set(bearer(token)).expect(403);
      expect(body.code).toBe('session_required');
    }
    await test.login(email, password);
    await test.anonymous.patch(PROFILE).set(bearer(token)).send({ name: 'By a program' }).expect(200);
  });
});
