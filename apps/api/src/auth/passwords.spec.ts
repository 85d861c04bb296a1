import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../testing/app.js';

const LOGIN = '/api/v1/auth/login';

describe('kept passwords', () => {
  let test: TestApp;
  let database: DataSource;
  beforeAll(async () => {
    test = await startTestApp();
    database = test.app.get(DataSource);
  });
  afterAll(() => test.close());

  const keep = (id: number, passwordHash: string) =>
    database.query('UPDATE users SET password_hash = ? WHERE id = ?', [passwordHash, id]);
  const kept = async (id: number): Promise<string> =>
    (await database.query('SELECT password_hash AS h FROM users WHERE id = ?', [id]))[0].h;

  it('are argon2id at the recommended cost', async () => {
    const { id } = await test.newcomer();
    expect(await kept(id)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each([
    ['of less cost', { memoryCost: 4096, timeCost: 1 }],
    ['of another kind', { algorithm: 1 }],
  ])('%s are kept better from the next sign-in on', async (_, options) => {
    const { id, email, password } = await test.newcomer();
    await keep(id, await hash(password, options));
    await test.login(email, password);
    const better = await kept(id);
    expect(better).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await test.login(email, password);
    expect(await kept(id)).toBe(better);
  });

  it('that are wrong change nothing', async () => {
    const { id, email, password } = await test.newcomer();
    const weak = await hash(password, { memoryCost: 4096, timeCost: 1 });
    await keep(id, weak);
    await test.anonymous.post(LOGIN).send({ email, password: 'a wrong guess' }).expect(401);
    expect(await kept(id)).toBe(weak);
  });

  it('of a kind that cannot be checked are refused like wrong ones', async () => {
    const { id, email, password } = await test.newcomer();
    await keep(id, '$2b$12$KIXQ0oVhZg5Yb3nJ1mV4AOSw5f2bN4f8v2w1c5m0m0q8l7l9p3d5S');
    const { body } = await test.anonymous.post(LOGIN).send({ email, password }).expect(401);
    expect(body.code).toBe('bad_credentials');
  });
});
