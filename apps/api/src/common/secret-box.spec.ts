import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../config/settings.js';
import { SecretBox, SecretBoxError } from './secret-box.js';

const boxWith = (secretKey: string) => new SecretBox(loadSettings({ SECRET_KEY: secretKey }));

describe('secret box', () => {
  it('gives back what was put in, and never twice the same text', () => {
    const box = boxWith('one');
    const stored = box.encrypt('токен vk1.a.Ж');
    expect(box.decrypt(stored)).toBe('токен vk1.a.Ж');
    expect(stored).not.toContain('vk1');
    expect(box.encrypt('токен vk1.a.Ж')).not.toBe(stored);
    expect(box.decrypt(box.encrypt(''))).toBe('');
  });

  it('opens with an older key and says that the text is stale', () => {
    const stored = boxWith('old').encrypt('token');
    const rotated = boxWith('new,old');
    expect(rotated.decrypt(stored)).toBe('token');
    expect(rotated.isStale(stored)).toBe(true);
    expect(rotated.isStale(rotated.encrypt('token'))).toBe(false);
    expect(() => boxWith('old').decrypt(rotated.encrypt('token'))).toThrow(SecretBoxError);
  });

  it('opens with no other key', () => {
    expect(() => boxWith('other').decrypt(boxWith('one').encrypt('token'))).toThrow(SecretBoxError);
  });

  it('notices every change of the text', () => {
    const box = boxWith('one');
    const [format, key, payload = ''] = box.encrypt('token').split('.');
    for (const at of [0, 14, 20, payload.length - 2]) {
      const changed = payload.slice(0, at) + (payload[at] === 'A' ? 'B' : 'A') + payload.slice(at + 1);
      expect(() => box.decrypt([format, key, changed].join('.'))).toThrow(SecretBoxError);
    }
  });

  it.each(['', 'plain token', 'v1.abc', 'v2.00000000.AAAA', 'v1.00000000.AAAA.more'])('does not take %p', (text) => {
    expect(() => boxWith('one').decrypt(text)).toThrow(SecretBoxError);
  });

  it('never puts the secret into the error', () => {
    const box = boxWith('one');
    const stored = box.encrypt('token');
    expect(() => box.decrypt(`${stored.slice(0, -4)}AAAA`)).not.toThrow(new RegExp(stored.slice(12, 24)));
  });
});
