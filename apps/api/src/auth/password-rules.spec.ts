import { describe, expect, it } from '@jest/globals';
import { Problem } from '../common/problem.js';
import { refuseWeakPassword } from './password-rules.js';

const refusalOf = (password: string): string | null => {
  try {
    refuseWeakPassword(password, 'anna.lapteva@example.com');
    return null;
  } catch (error) {
    return error instanceof Problem ? error.code : 'unknown';
  }
};

describe('a new password', () => {
  it.each([
    'short',
    '       x',
    'password1',
    'PassWord1',
    'йцукенгшщз',
    'Пароль123',
    'привет123',
    'drowssap1'.slice(0, 8),
    '87654321',
    'qwertyqwerty',
    'aaaaaaaaaa',
    'абвабвабв',
    'anna.lapteva',
    'anna.lapteva@example.com',
    'x'.repeat(201),
  ])('is refused: %s', (password) => {
    expect(refusalOf(password)).toBe('validation_failed');
  });

  it.each([
    'correct horse battery',
    'мой длинный пароль',
    'tea-4711-oolong',
    '   a b c d e',
    'x1'.repeat(3) + 'yz',
    '🍵🫖 tea time',
  ])('is taken, whatever characters it has: %s', (password) => {
    expect(refusalOf(password)).toBeNull();
  });
});
