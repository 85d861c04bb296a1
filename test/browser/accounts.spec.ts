import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startMailbox, type Mailbox } from '../../apps/api/src/testing/mailbox.js';
import { newVisitor, openBrowser, PHONE, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { checkEverywhere } from '../support/page-checks.js';
import { startStory, type Story } from '../support/story.js';

describe('An account, from the first letter to the last', () => {
  const step = steps();
  let mailbox: Mailbox;
  let story: Story;
  let browser: Browser;
  let anna: Visitor;
  const person = { email: 'anna@example.com', password: 'correct horse battery' };

  beforeAll(async () => {
    mailbox = await startMailbox();
    story = await startStory({
      scenario: 'empty-shop',
      settings: {
        ...{ WEB_DIST_DIR: WEB_DIST, BASE_URL: 'http://shop.evosync.test' },
        ...{ EMAIL_PROVIDER: 'smtp', SMTP_URL: mailbox.url, MAIL_FROM: 'EvoSync <no-reply@evosync.test>' },
      },
    });
    browser = await openBrowser();
    anna = await newVisitor(browser, { baseUrl: story.app.url });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
    await mailbox?.close();
  });

  const click = (name: string) => anna.page.getByRole('button', { name, exact: true }).click();
  const follow = (name: string) => anna.page.getByRole('link', { name, exact: true }).first().click();
  const says = (words: string | RegExp) => anna.page.getByText(words).first().waitFor();
  const type = (label: string, text: string) => anna.page.getByLabel(label, { exact: true }).fill(text);
  const section = (name: string) => anna.page.getByRole('region', { name, exact: true });
  /** Follows the first link of the newest letter: the public address of these tests is not one a browser can reach. */
  const openLetter = async (to: string, wanted?: RegExp, visitor = anna) => {
    const { links } = await mailbox.waitFor(to, wanted);
    const { origin, pathname, search } = new URL(links[0] ?? '');
    expect(origin).toBe('http://shop.evosync.test');
    await visitor.open(pathname + search);
  };
  const withinDialog = () => anna.page.getByRole('dialog');

  step('somebody registers: what is wrong is said at its field, and a letter is on its way', async () => {
    await anna.open('/login');
    await follow('Зарегистрироваться');
    await anna.sees('Регистрация');
    await type('Имя', 'Анна');
    await type('Электронная почта', person.email);
    await type('Телефон, если есть', 'звоните');
    await type('Пароль', 'пароль123');
    await anna.refused(400, '/api/v1/auth/register', () => click('Зарегистрироваться'));
    await says(/слишком известен/);
    await type('Пароль', person.password);
    await anna.refused(400, '/api/v1/auth/register', () => click('Зарегистрироваться'));
    await says(/Укажите номер телефона/);
    await type('Телефон, если есть', '8 900 123-45-67');
    await click('Зарегистрироваться');
    await anna.sees('Проверьте почту');
    await says(person.email);
  });

  step('is not let in before the address is confirmed, and asks for the letter again', async () => {
    await follow('Ко входу');
    await anna.sees('Вход');
    await anna.refused(401, '/api/v1/auth/login', () => anna.signIn(person));
    await says(/Почта ещё не подтверждена/);
    await mailbox.waitFor(person.email);
    mailbox.forget();
    await click('Отправить письмо ещё раз');
    await says(/письмо уже в пути/);
  });

  step('follows the link, once, and signs in', async () => {
    await openLetter(person.email);
    await anna.sees('Почта подтверждена');
    expect(anna.page.url()).not.toContain('token');
    await anna.refused(400, '/api/v1/auth/confirm-email', () => openLetter(person.email));
    await anna.sees('Ссылка не работает');
    await follow('Ко входу');
    await anna.sees('Вход');
    await anna.signIn(person);
    await anna.sees('Главная');
  });

  step('has forgotten the password: a link sets a new one, and other places are signed out', async () => {
    await anna.open('/profile');
    await anna.sees('Профиль');
    const guest = await newVisitor(browser, { baseUrl: story.app.url, screen: PHONE });
    await guest.open('/login');
    await guest.page.getByRole('link', { name: 'Забыли пароль?' }).click();
    await guest.sees('Забыли пароль');
    await guest.page.getByLabel('Электронная почта').fill(person.email);
    await guest.page.getByRole('button', { name: 'Отправить ссылку' }).click();
    await guest.page.getByText('Проверьте почту').waitFor();
    await openLetter(person.email, /reset-password/, guest);
    await guest.sees('Новый пароль');
    person.password = 'another horse battery';
    await guest.page.getByLabel('Новый пароль', { exact: true }).fill(person.password);
    await guest.page.getByRole('button', { name: 'Сохранить пароль' }).click();
    await guest.sees('Пароль изменён');
    await anna.refused(401, /^\/api\/v1\//, () => anna.page.getByRole('heading', { level: 1, name: 'Вход' }).waitFor());
    await guest.page.getByRole('link', { name: 'Войти' }).click();
    await guest.signIn(person);
    await guest.sees('Главная');
    await guest.leave();
    await anna.signIn(person);
    await anna.sees('Профиль');
  });

  step('changes what stands in the profile, and agrees to short messages', async () => {
    await anna.open('/profile');
    await anna.sees('Профиль');
    await section('Мои данные').getByLabel('Имя').fill('Анна Лаптева');
    await section('Мои данные').getByRole('button', { name: 'Сохранить' }).click();
    await says('Сохранено');
    const messages = anna.page.getByRole('switch', { name: /^СМС на телефон/ });
    await messages.click({ force: true });
    await messages.and(anna.page.getByRole('switch', { checked: true })).waitFor();
    await anna.page.reload();
    await anna.sees('Профиль');
    expect(await section('Мои данные').getByLabel('Имя').inputValue()).toBe('Анна Лаптева');
    expect(await section('Мои данные').getByLabel('Телефон').inputValue()).toBe('+79001234567');
    expect(await messages.isChecked()).toBe(true);
  });

  step('moves to another address, which counts once it is confirmed', async () => {
    const form = section('Электронная почта');
    await form.getByLabel('Новый адрес').fill('anna.lapteva@example.com');
    await form.getByLabel('Ваш пароль').fill('not this one');
    await anna.refused(400, '/api/v1/profile', () => form.getByRole('button', { name: 'Сменить адрес' }).click());
    await form.getByText('Неверный пароль').waitFor();
    await form.getByLabel('Ваш пароль').fill(person.password);
    await form.getByRole('button', { name: 'Сменить адрес' }).click();
    await form.getByText('Ждём подтверждения anna.lapteva@example.com').waitFor();
    await form.getByText(`Вы входите с адресом ${person.email}.`).waitFor();
    await openLetter('anna.lapteva@example.com');
    await anna.sees('Почта подтверждена');
    await follow('К профилю');
    await section('Электронная почта').getByText('Вы входите с адресом anna.lapteva@example.com.').waitFor();
    expect((await mailbox.waitFor(person.email, /anna\.lapteva@/)).token).toBeNull();
    person.email = 'anna.lapteva@example.com';
  });

  step('changes the password, sees where else one is signed in, and ends it there', async () => {
    const elsewhere = await story.app.login(person.email, person.password);
    await anna.page.reload();
    const sessions = section('Где вы вошли');
    await sessions.getByText('Это устройство').waitFor();
    await sessions.getByRole('button', { name: 'Завершить: Неизвестное устройство' }).first().click();
    await says('Сеанс завершён');
    await elsewhere.get('/api/v1/profile').expect(401);
    const form = section('Пароль');
    await form.getByLabel('Нынешний пароль').fill(person.password);
    person.password = 'a third horse battery';
    await form.getByLabel('Новый пароль').fill(person.password);
    await form.getByRole('button', { name: 'Сменить пароль' }).click();
    await says('Пароль изменён');
    await anna.sees('Профиль');
  });

  step('makes a token for a program, is shown it once, and takes it back', async () => {
    await section('Токены API').getByRole('button', { name: 'Создать токен' }).click();
    await withinDialog().getByLabel('Название').fill('Учётная система');
    await withinDialog().getByRole('button', { name: 'Создать', exact: true }).click();
    const token = await withinDialog().getByLabel('Токен', { exact: true }).inputValue();
    const authorization = `Bearer ${token}`;
    await story.app.anonymous.get('/api/v1/profile').set({ authorization }).expect(200);
    await withinDialog().getByRole('button', { name: 'Готово' }).click();
    await anna.page.reload();
    await section('Токены API')
      .getByText(`•••• ${token.slice(-4)}`)
      .waitFor();
    expect(await anna.page.content()).not.toContain(token);
    await section('Токены API').getByRole('button', { name: 'Отозвать токен «Учётная система»' }).click();
    await withinDialog().getByRole('button', { name: 'Отозвать' }).click();
    await says('Токен отозван');
    await story.app.anonymous.get('/api/v1/profile').set({ authorization }).expect(401);
  });

  step(
    'has pages that stand on a phone and on a desktop, in light and in dark',
    async () => {
      await checkEverywhere(anna, '/profile', 'Профиль');
      const guest = await newVisitor(browser, { baseUrl: story.app.url });
      for (const [address, heading] of [
        ['/login', 'Вход'],
        ['/register', 'Регистрация'],
        ['/forgot-password', 'Забыли пароль'],
        ['/reset-password?token=x', 'Новый пароль'],
        ['/confirm-email', 'Ссылка не работает'],
      ] as const) {
        await checkEverywhere(guest, address, heading);
      }
      await guest.leave();
    },
    120_000,
  );

  step('leaves: is asked what becomes of the goods, and is gone', async () => {
    await anna.open('/profile');
    await click('Удалить учётную запись');
    const dialog = withinDialog();
    await dialog.getByRole('button', { name: 'Удалить навсегда' }).click();
    await dialog.getByText('Выберите, что сделать с товарами').waitFor();
    await dialog.getByLabel('Скрыть с витрины').check();
    await dialog.getByLabel('Введите слово «удалить»').fill('удалить');
    await dialog.getByLabel('Ваш пароль').fill(person.password);
    await dialog.getByRole('button', { name: 'Удалить навсегда' }).click();
    await says('Учётная запись удалена.');
    await anna.refused(401, '/api/v1/auth/login', () => anna.signIn(person));
    await says(/Неверная почта или пароль/);
    await anna.leave();
  });

  it('begins with an invite as well: the invited one chooses a password and is in', async () => {
    const admin = (await story.app.newcomer('admin')).agent;
    const invited = { email: 'ivan@example.com', name: 'Иван', role: 'user' };
    await admin.post('/api/v1/admin/users').send(invited).expect(201);
    const guest = await newVisitor(browser, { baseUrl: story.app.url, screen: PHONE });
    await openLetter(invited.email, undefined, guest);
    await guest.sees('Вас пригласили в EvoSync');
    await guest.page.getByText(invited.email).waitFor();
    await guest.page.getByLabel('Пароль', { exact: true }).fill('my own long password');
    await guest.page.getByRole('button', { name: 'Начать работу' }).click();
    await guest.sees('Главная');
    await guest.leave();
    await story.app.login(invited.email, 'my own long password');
  });
});
