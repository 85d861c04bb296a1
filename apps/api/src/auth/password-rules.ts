import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { dictionary } from '@zxcvbn-ts/language-common';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { validationFailed } from '../common/input.pipe.js';
import type { BothLanguages } from '../common/words.js';
import { normalEmail } from '../users/email.js';

const LEAST = 8;
const MOST = 200;
/** So many characters over and over are no password, however long. */
const LONGEST_PATTERN = 3;

/** The keys of a keyboard with both layouts, place for place: `пароль` is typed as `gfhjkm`. */
const LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

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

function weakness(password: string, email: string): BothLanguages | null {
  const guess = password.trim().toLowerCase();
  if (guess.length < LEAST) return { ru: `Не короче ${LEAST} знаков`, en: `At least ${LEAST} characters` };
  if (password.length > MOST) return { ru: `Не длиннее ${MOST} знаков`, en: `At most ${MOST} characters` };
  if (isWellKnown(guess)) {
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

/** On the list as it is, typed in the other layout, backwards, or over and over; or a few characters over and over. */
function isWellKnown(guess: string): boolean {
  const once = repeatedPart(guess);
  if (once.length <= LONGEST_PATTERN) return true;
  return [guess, once].some((text) =>
    [text, inLatinKeys(text), [...text].reverse().join('')].some((form) => COMMON.has(form)),
  );
}

/** `qwerty` of `qwertyqwerty`; the text itself when it repeats nothing. */
function repeatedPart(text: string): string {
  return text.slice(0, `${text}${text}`.indexOf(text, 1));
}

function inLatinKeys(text: string): string {
  return text.replace(/[а-яё]/g, (letter) => LATIN_KEYS[RUSSIAN_KEYS.indexOf(letter)] ?? letter);
}
