import { describe, expect, it } from '@jest/globals';
import { composeLetter } from './compose-letter.js';
import type { Letter } from './letters.js';

const BASE = 'https://shop.evosync.test';
const TOKEN = 'a+b/c=';
const reason = { ru: 'Токен отозван.', en: 'The token was revoked.' };
const hours = 24;

type Content = Letter extends infer One ? (One extends Letter ? Omit<One, 'to' | 'name' | 'language'> : never) : never;

const write = (content: Content, language: 'ru' | 'en' = 'ru', name = 'Ольга') =>
  composeLetter({ to: 'olga@shop.test', name, language, ...content }, BASE);

const LETTERS: [Content, string, string, string[]][] = [
  [
    { kind: 'confirm-email', token: TOKEN, hours },
    'Подтвердите почту',
    'Confirm your e-mail',
    ['/confirm-email?token='],
  ],
  [
    { kind: 'confirm-new-email', token: TOKEN, hours },
    'Подтвердите новую почту',
    'Confirm your new e-mail',
    ['/confirm-email?token='],
  ],
  [{ kind: 'address-known' }, 'уже есть аккаунт', 'already have', ['/login', '/forgot-password']],
  [{ kind: 'reset-password', token: TOKEN, hours }, 'Новый пароль', 'new password', ['/reset-password?token=']],
  [{ kind: 'invite', token: TOKEN, hours, invitedBy: 'Иван' }, 'пригласили', 'invited', ['/invite?token=']],
  [{ kind: 'password-changed' }, 'Пароль в EvoSync изменён', 'password has changed', ['/forgot-password']],
  [{ kind: 'email-changed', newEmail: 'new@shop.test' }, 'Почта в EvoSync изменена', 'e-mail has changed', ['/login']],
  [
    { kind: 'hook-given-up', hook: 'Учёт', host: 'shop.test' },
    'Уведомления для «Учёт» отключены',
    'Notifications to “Учёт” are switched off',
    ['/profile'],
  ],
  [
    { kind: 'connection-needs-attention', connection: 'vk', reason },
    'Подключение «ВКонтакте» не работает',
    'connection to VK does not work',
    ['/connections'],
  ],
  [{ kind: 'evotor-app-paused', reason }, 'приостановлена', 'is paused', ['/connections']],
];

describe('letters', () => {
  it.each(LETTERS)('%j: subject, greeting and links in both languages', (content, russian, english, paths) => {
    for (const [language, subject, greeting] of [
      ['ru', russian, 'Здравствуйте, Ольга!'],
      ['en', english, 'Hello, Ольга!'],
    ] as const) {
      const letter = write(content, language);
      expect(letter.to).toBe('olga@shop.test');
      expect(letter.subject).toContain(subject);
      const links = paths.map((path) => `${BASE}${path}${path.endsWith('=') ? 'a%2Bb%2Fc%3D' : ''}`);
      expect(letter.links).toEqual(links);
      for (const body of [letter.text, letter.html]) {
        expect(body).toContain(greeting);
        for (const link of links) expect(body).toContain(link);
        expect(body).not.toMatch(/\{\w+\}/);
        expect(body).not.toContain('undefined');
      }
      expect(letter.html).toContain(`<html lang="${language}">`);
    }
  });

  it('no letter loads anything from outside', () => {
    for (const [content] of LETTERS) expect(write(content).html).not.toMatch(/<img|<link|<script|url\(|@import|src=/i);
  });

  it.each([
    ['ru', 1, '1 час '],
    ['ru', 2, '2 часа '],
    ['ru', 24, '24 часа '],
    ['ru', 48, '48 часов '],
    ['ru', 21, '21 час '],
    ['en', 1, '1 hour '],
    ['en', 48, '48 hours '],
  ] as const)('say in %s how long the link holds: %d', (language, count, words) => {
    const letter = write({ kind: 'reset-password', token: TOKEN, hours: count }, language);
    expect(letter.text).toContain(words);
    expect(letter.html).toContain(words);
  });

  it('say why a connection does not work, in the language of the reader', () => {
    const content = { kind: 'connection-needs-attention', connection: 'evotor', reason } as const;
    expect(write(content).text).toContain('Токен отозван.');
    expect(write(content, 'en').text).toContain('The token was revoked.');
    expect(write(content).subject).toContain('Эвотор');
  });

  it('name the new address to the owner of the old one', () => {
    expect(write({ kind: 'email-changed', newEmail: 'new@shop.test' }).text).toContain('new@shop.test');
  });

  it('show what people wrote as text, never as HTML', () => {
    const letter = write(
      { kind: 'invite', token: TOKEN, hours, invitedBy: 'Иван & <i>Ко</i>' },
      'ru',
      '<b>"Оля"</b> {hours}',
    );
    expect(letter.html).not.toMatch(/<[bi]>/);
    expect(letter.text).toContain('Здравствуйте!');
    expect(letter.html).not.toContain('Ко</i>');
    const plain = write({ kind: 'invite', token: TOKEN, hours, invitedBy: 'Иван & «Ко»' }, 'ru', 'Оля <3 {hours}');
    expect(plain.html).toContain('Здравствуйте, Оля &lt;3 {hours}!');
    expect(plain.text).toContain('Здравствуйте, Оля <3 {hours}!');
    expect(plain.html).toContain('Иван &amp; «Ко» приглашает вас');
  });

  it.each(['Приз на http://evil.test', 'зайди на evil.test', 'evil.рф', 'напиши me@evil.test', 'x'.repeat(200)])(
    'a stranger cannot send an advertisement as a name: %s',
    (name) => {
      const letter = write({ kind: 'confirm-email', token: TOKEN, hours }, 'ru', name);
      expect(letter.text).toContain('Здравствуйте!');
      expect(letter.text).not.toContain('evil');
      expect(letter.text).not.toContain('xxx');
    },
  );

  it.each(['А. С. Пушкин', 'ИП Иванов И.И.', "O'Hara-Smith"])('keep a real name: %s', (name) => {
    expect(write({ kind: 'password-changed' }, 'ru', name).text).toContain(`Здравствуйте, ${name}!`);
  });

  it('an invitation of nobody in particular still greets and invites', () => {
    const letter = write({ kind: 'invite', token: TOKEN, hours, invitedBy: null }, 'ru', '  ');
    expect(letter.text).toMatch(/^Здравствуйте!\n\nВас пригласили в EvoSync\.\n/);
  });
});
