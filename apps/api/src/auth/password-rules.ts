import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { dictionary } from '@zxcvbn-ts/language-common';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { validationFailed } from '../common/input.pipe.js';
import type { Words } from '../common/words.js';
import { normalEmail } from '../users/email.js';

const LEAST = 8;
const MOST = 200;

const COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** A field that holds a password somebody chooses: of a bounded length, in any characters. */
export const NewPassword = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, minLength: LEAST, maxLength: MOST, example: 'correct horse battery' }),
    IsString(),
    MinLength(LEAST),
    MaxLength(MOST),
  );

/**
 * Refuses a password that others would try first: a common one, or the person's own address.
 * @throws Problem 400 at `field`
 */
export function refuseWeakPassword(password: string, email: string, field = 'password'): void {
  const message = weakness(password, normalEmail(email));
  if (message) throw validationFailed([{ field, message }]);
}

function weakness(password: string, email: string): Words | null {
  const guess = password.trim().toLowerCase();
  if (guess.length < LEAST) return { ru: `Не короче ${LEAST} знаков`, en: `At least ${LEAST} characters` };
  if (password.length > MOST) return { ru: `Не длиннее ${MOST} знаков`, en: `At most ${MOST} characters` };
  if (COMMON.has(guess)) {
    return {
      ru: 'Этот пароль слишком известен: его подберут первым. Придумайте другой, например из нескольких слов',
      en: 'This password is too well known and would be tried first. Choose another one, several words for example',
    };
  }
  if (guess === email || guess === email.split('@')[0]) {
    return { ru: 'Пароль не должен повторять вашу почту', en: 'The password must not repeat your e-mail' };
  }
  return null;
}
