import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../testing/app.js';
import { startMailbox, type Mailbox } from '../testing/mailbox.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { wrongPasswords } from './throttle-rules.js';
import { Throttle } from './throttle.js';

const AUTH = '/api/v1/auth';

describe('registration', () => {
  let test: TestApp;
  let mailbox: Mailbox;
  let database: DataSource;
  beforeAll(async () => {
    mailbox = await startMailbox();
    test = await startTestApp({
      settings: { EMAIL_PROVIDER: 'smtp', SMTP_URL: mailbox.url, MAIL_FROM: 'EvoSync <no-reply@evosync.test>' },
    });
    database = test.app.get(DataSource);
  });
  afterAll(async () => {
    await test.close();
    await mailbox.close();
  });

  let count = 0;
  const aPerson = () => {
    count += 1;
    return { email: `person-${count}@example.com`, password: 'correct horse battery', name: 'Анна' };
  };
  const post = (path: string, body: object) => test.anonymous.post(`${AUTH}/${path}`).send(body);
  const login = ({ email, password }: { email: string; password: string }) => post('login', { email, password });
  const lettersTo = (email: string) => mailbox.letters(email).length;
  const tokenOf = async (email: string, wanted?: RegExp) => (await mailbox.waitFor(email, wanted)).token ?? '';
  const confirmed = async () => {
    const person = aPerson();
    await post('register', person).expect(201);
    await post('confirm-email', { token: await tokenOf(person.email) }).expect(204);
    return person;
  };
  /** Waits until `more` further letters have come. */
  const nextLetter = async (email: string, before: number) => {
    for (const end = Date.now() + 10_000; lettersTo(email) <= before && Date.now() < end;) await pause(30);
    return mailbox.letters(email).at(-1);
  };

  describe('of a new person', () => {
    it('opens an account of a merchant once the address is confirmed', async () => {
      const person = { ...aPerson(), phone: '8 (900) 123-45-67' };
      const { body } = await post('register', { ...person, email: ` ${person.email.toUpperCase()} ` }).expect(201);
      expect(body).toEqual({ email: person.email });
      expect((await login(person).expect(401)).body.code).toBe('email_not_confirmed');

      const letter = await mailbox.waitFor(person.email);
      expect(letter.links[0]).toContain(`${test.settings.baseUrl}/confirm-email?token=`);
      const [kept] = await database.query('SELECT token_hash FROM one_time_tokens ORDER BY id DESC LIMIT 1');
      expect(kept.token_hash).not.toContain(letter.token);

      await post('confirm-email', { token: letter.token }).expect(204);
      const { body: session } = await login(person).expect(200);
      expect(session.user).toMatchObject({ email: person.email, role: 'user', phone: '+79001234567', language: 'ru' });
      expect(session.permissions).not.toContain('users.read');
    });

    it('confirms once', async () => {
      const person = aPerson();
      await post('register', person);
      const token = await tokenOf(person.email);
      const answers = await Promise.all([1, 2, 3].map(() => post('confirm-email', { token })));
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 400, 400]);
      expect((await post('confirm-email', { token }).expect(400)).body.code).toBe('token_invalid');
    });

    it('refuses tokens that are unknown, expired or of another purpose', async () => {
      const person = aPerson();
      await post('register', person);
      const token = await tokenOf(person.email);
      await post('forgot-password', { email: person.email });
      const reset = await tokenOf(person.email, /reset-password/);
      await database.query(
        `UPDATE one_time_tokens SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE purpose = 'confirm'`,
      );
      for (const wrong of [token, reset, 'nonsense']) {
        expect((await post('confirm-email', { token: wrong }).expect(400)).body.code).toBe('token_invalid');
      }
      await post('reset-password', { token, password: 'another good password' }).expect(400);
    });

    it('writes in the language of the browser', async () => {
      const person = aPerson();
      await post('register', person).set('Accept-Language', 'en-GB,en;q=0.9').expect(201);
      const { subject, token } = await mailbox.waitFor(person.email);
      expect(subject).not.toMatch(/[а-яё]/i);
      await post('confirm-email', { token });
      expect((await login(person)).body.user.language).toBe('en');
    });

    it('names wrong fields', async () => {
      const { body } = await post('register', { email: 'nobody', password: 'short', name: ' ' }).expect(400);
      expect(body.errors.map(({ field }: { field: string }) => field).sort()).toEqual(['email', 'name', 'password']);
      const { body: phone } = await post('register', { ...aPerson(), phone: 'call me' }).expect(400);
      expect(phone.errors).toEqual([{ field: 'phone', message: expect.stringMatching(/номер телефона/) }]);
    });

    it.each([
      ['Password1', /слишком известен/],
      ['qwertyuiop', /слишком известен/],
      ['somebody@example.com', /повторять вашу почту/],
      ['SOMEBODY', /повторять вашу почту|слишком известен/],
    ])('refuses the password %s, and takes any long one without rules of composition', async (password, words) => {
      const { body } = await post('register', { email: 'somebody@example.com', name: 'N', password }).expect(400);
      expect(body.errors).toEqual([{ field: 'password', message: expect.stringMatching(words) }]);
      await post('register', { ...aPerson(), password: 'мой длинный пароль' }).expect(201);
    });
  });

  describe('with an address that is known', () => {
    it('answers as to anybody, and writes to the owner', async () => {
      const owner = await confirmed();
      const before = lettersTo(owner.email);
      const { body } = await post('register', { ...owner, password: 'a stranger wants in' }).expect(201);
      expect(body).toEqual({ email: owner.email });
      const letter = await nextLetter(owner.email, before);
      expect(letter?.token).toBeNull();
      expect(letter?.text).toContain('/login');
      await login(owner).expect(200);
    });

    it('confirms what was asked for last while nothing is confirmed', async () => {
      const person = aPerson();
      await post('register', person);
      const first = await tokenOf(person.email);
      const again = { ...person, password: 'a later password', name: 'Анна Вторая' };
      await post('register', again).expect(201);
      const second = (await nextLetter(person.email, 1))?.token;
      await post('confirm-email', { token: first }).expect(400);
      await post('confirm-email', { token: second }).expect(204);
      await login(person).expect(401);
      expect((await login(again).expect(200)).body.user.name).toBe('Анна Вторая');
    });

    it('sends an invited person their invite, so that nobody else chooses the password of a role that waits', async () => {
      const system = await test.login(test.systemUser.email, test.systemUser.password);
      const invited = { email: 'invited@example.com', name: 'Ирина', role: 'admin' };
      await system.post('/api/v1/admin/users').send(invited).expect(201);
      const before = lettersTo(invited.email);
      await post('register', { ...aPerson(), email: invited.email }).expect(201);
      await post('resend-confirmation', { email: invited.email }).expect(202);
      const letters = await Promise.all([nextLetter(invited.email, before), nextLetter(invited.email, before + 1)]);
      for (const letter of letters) expect(letter?.links[0]).toContain('/invite?token=');
      const [row] = await database.query('SELECT password_hash FROM users WHERE email = ?', [invited.email]);
      expect(row.password_hash).toBeNull();
    });

    it('makes one account of two registrations at once', async () => {
      const person = aPerson();
      const answers = await Promise.all([1, 2, 3].map(() => post('register', person)));
      expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([201, { email: person.email }]));
      expect(await database.query('SELECT COUNT(*) AS n FROM users WHERE email = ?', [person.email])).toEqual([
        { n: '1' },
      ]);
    });

    it.each(['register', 'forgot-password', 'login'])('takes as long as with an unknown one: %s', async (path) => {
      const owner = await confirmed();
      const timeOf = async (email: string) => {
        await test.app.get(Throttle).clear(wrongPasswords, email);
        const started = performance.now();
        await post(path, { email, password: 'not the right one', name: 'N' });
        return performance.now() - started;
      };
      // A busy machine only ever makes an answer slower: the quickest ones of many rounds tell the work there is.
      const quickest = { known: Infinity, unknown: Infinity };
      const differ = () => Math.max(quickest.known / quickest.unknown, quickest.unknown / quickest.known);
      for (let round = 0; round < 20 && (round < 4 || differ() > 1.3); round += 1) {
        quickest.known = Math.min(quickest.known, await timeOf(owner.email));
        quickest.unknown = Math.min(quickest.unknown, await timeOf(`unknown-${round}-${path}@example.com`));
      }
      expect(differ()).toBeLessThan(1.3);
    });
  });

  describe('resend', () => {
    it('sends another link; the older one stops working', async () => {
      const person = aPerson();
      await post('register', person);
      const first = await tokenOf(person.email);
      await post('resend-confirmation', { email: person.email }).expect(202);
      const second = (await nextLetter(person.email, 1))?.token;
      await post('confirm-email', { token: first }).expect(400);
      await post('confirm-email', { token: second }).expect(204);
    });

    it('answers alike for unknown and confirmed addresses, and sends them nothing', async () => {
      const owner = await confirmed();
      const before = lettersTo(owner.email);
      await post('resend-confirmation', { email: owner.email }).expect(202);
      await post('resend-confirmation', { email: 'nobody-here@example.com' }).expect(202);
      await post('resend-confirmation', { email: 'no address' }).expect(400);
      const witness = await confirmed();
      expect(lettersTo(witness.email)).toBe(1);
      expect([lettersTo(owner.email), lettersTo('nobody-here@example.com')]).toEqual([before, 0]);
    });

    it('sends a few letters an hour and answers on as ever', async () => {
      const person = aPerson();
      await post('register', person);
      for (let round = 0; round < 7; round += 1) {
        await post('resend-confirmation', { email: person.email }).expect(202);
      }
      await confirmed();
      expect(lettersTo(person.email)).toBe(5);
      await post('confirm-email', { token: mailbox.letters(person.email).at(-1)?.token }).expect(204);
    });
  });

  describe('a forgotten password', () => {
    it('is replaced by the link, once; every session ends and the owner is told', async () => {
      const owner = await confirmed();
      const agent = await test.login(owner.email, owner.password);
      await post('forgot-password', { email: owner.email }).expect(202);
      const token = await tokenOf(owner.email, /reset-password/);
      const { body } = await post('reset-password', { token, password: 'password' }).expect(400);
      expect(body.errors).toMatchObject([{ field: 'password' }]);
      const password = 'quite another password';
      await post('reset-password', { token, password }).expect(204);
      await agent.get('/api/v1/profile').expect(401);
      await login(owner).expect(401);
      await login({ ...owner, password }).expect(200);
      expect((await post('reset-password', { token, password }).expect(400)).body.code).toBe('token_invalid');
      await mailbox.waitFor(owner.email, /изменён|изменен|сменили/i);
    });

    it('lets the owner in, even while somebody keeps guessing at the account', async () => {
      const owner = await confirmed();
      const from = (address: string, path: string, body: object) => post(path, body).set('X-Forwarded-For', address);
      const guess = { email: owner.email, password: 'a wrong guess' };
      for (let count = 0; count < 9; count += 1) await from('198.51.100.66', 'login', guess);
      const [home, password] = ['198.51.100.77', 'quite another password'];
      await from(home, 'login', owner).expect(429);
      await from(home, 'forgot-password', { email: owner.email }).expect(202);
      const token = await tokenOf(owner.email, /reset-password/);
      await from(home, 'reset-password', { token, password }).expect(204);
      await from('198.51.100.66', 'login', guess);
      await from(home, 'login', { ...owner, password }).expect(200);
    });

    it('confirms an account that was waiting for it', async () => {
      const person = aPerson();
      await post('register', person);
      const confirm = await tokenOf(person.email);
      await post('forgot-password', { email: person.email });
      const token = await tokenOf(person.email, /reset-password/);
      await post('reset-password', { token, password: 'quite another password' }).expect(204);
      await login({ ...person, password: 'quite another password' }).expect(200);
      await post('confirm-email', { token: confirm }).expect(400);
    });

    it('leaves a suspended account suspended', async () => {
      const owner = await confirmed();
      await database.query(`UPDATE users SET status = 'suspended' WHERE email = ?`, [owner.email]);
      await post('forgot-password', { email: owner.email });
      const token = await tokenOf(owner.email, /reset-password/);
      await post('reset-password', { token, password: 'quite another password' }).expect(204);
      const { body } = await login({ ...owner, password: 'quite another password' }).expect(401);
      expect(body.code).toBe('account_suspended');
    });

    it('answers alike for an unknown address', async () => {
      await post('forgot-password', { email: 'nobody-here@example.com' }).expect(202);
    });
  });

  describe('an invite', () => {
    const invited = async () => {
      const system = await test.login(test.systemUser.email, test.systemUser.password);
      const { email } = aPerson();
      const { body } = await system.post('/api/v1/admin/users').send({ email, name: 'Иван', role: 'user' }).expect(201);
      const token = await test.app.get(OneTimeTokens).issue(body.id, 'invite', 1);
      return { id: Number(body.id), email, token };
    };

    it('shows whom it is for, and lets them in at once', async () => {
      const { email, token } = await invited();
      const { body } = await test.anonymous.get(`${AUTH}/invite/${token}`).expect(200);
      expect(body).toEqual({ email, name: 'Иван', expiresAt: expect.stringMatching(/Z$/) });
      const weak = await post(`invite/${token}`, { password: '12345678' }).expect(400);
      expect(weak.body.errors).toMatchObject([{ field: 'password' }]);
      const accepted = await post(`invite/${token}`, { password: 'my own password', name: 'Иван Иванов' }).expect(200);
      expect(accepted.body.user).toMatchObject({ email, name: 'Иван Иванов', status: 'active' });
      const cookie = accepted.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      await test.anonymous.get('/api/v1/profile').set('Cookie', cookie).expect(200);
      await login({ email, password: 'my own password' }).expect(200);
      expect((await post(`invite/${token}`, { password: 'my own password' }).expect(400)).body.code).toBe(
        'token_invalid',
      );
      expect((await test.anonymous.get(`${AUTH}/invite/${token}`).expect(404)).body.code).toBe('token_invalid');
    });

    it('opens nothing when unknown, expired, or its account is suspended', async () => {
      const { id, token } = await invited();
      await database.query(`UPDATE users SET status = 'suspended' WHERE id = ?`, [id]);
      await post(`invite/${token}`, { password: 'my own password' }).expect(400);
      await database.query(`UPDATE users SET status = 'pending' WHERE id = ?`, [id]);
      await database.query('UPDATE one_time_tokens SET expires_at = NOW(3) - INTERVAL 1 SECOND WHERE user_id = ?', [
        id,
      ]);
      for (const wrong of [token, 'nonsense']) {
        await test.anonymous.get(`${AUTH}/invite/${wrong}`).expect(404);
        await post(`invite/${wrong}`, { password: 'my own password' }).expect(400);
      }
    });
  });

  it('slows down an address that asks for too many letters', async () => {
    const ask = () =>
      test.anonymous
        .post(`${AUTH}/forgot-password`)
        .set('X-Forwarded-For', '198.51.100.9')
        .send({ email: 'x@y.example' });
    const answers = await Promise.all(Array.from({ length: 110 }, ask));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body.code).toBe('too_many_attempts');
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThanOrEqual(100);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
