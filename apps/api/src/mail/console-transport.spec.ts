import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { composeLetter } from './compose-letter.js';
import { ConsoleTransport } from './console-transport.js';

describe('letters without a mail server', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('are written to the log with the link that a developer has to follow', async () => {
    const log = jest.spyOn(Logger.prototype, 'log').mockImplementation(() => undefined);
    const letter = composeLetter(
      { kind: 'confirm-email', to: 'olga@shop.test', name: 'Ольга', language: 'ru', token: 'abc', hours: 1 },
      'http://127.0.0.1:8080',
    );
    await new ConsoleTransport(false).send({ ...letter, messageId: '1' });
    const links = ['http://127.0.0.1:8080/confirm-email?token=abc'];
    expect(log).toHaveBeenCalledWith(
      { to: 'olga@shop.test', subject: 'Подтвердите почту для EvoSync', links },
      letter.text,
    );
    expect(letter.text).toContain(links[0]);
  });

  it('are warned about in production, where they reach nobody', () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    new ConsoleTransport(false);
    expect(warn).not.toHaveBeenCalled();
    new ConsoleTransport(true);
    expect(warn).toHaveBeenCalledTimes(1);
  });
});
