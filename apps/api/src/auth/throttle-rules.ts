import { Problem } from '../common/problem.js';
import type { BothLanguages } from '../common/words.js';

/** How much of something is allowed before its waits begin, and how they grow. */
export interface ThrottleRule {
  name: string;
  /** Tries without a wait. */
  free: number;
  /** The wait after the first try beyond them; each further one doubles it. */
  firstWaitSeconds: number;
  mostWaitSeconds: number;
  /** One try is forgotten each time this passes. */
  forgetOneAfterSeconds: number;
}

const QUARTER = 15 * 60;

/** Wrong passwords for one account. */
export const wrongPasswords: ThrottleRule = {
  name: 'wrong-passwords',
  free: 5,
  firstWaitSeconds: 1,
  mostWaitSeconds: QUARTER,
  forgetOneAfterSeconds: QUARTER,
};

/** Wrong passwords from one network address, which a whole office may share. */
export const wrongFromAddress: ThrottleRule = {
  name: 'wrong-from-address',
  free: 100,
  firstWaitSeconds: 1,
  mostWaitSeconds: QUARTER,
  forgetOneAfterSeconds: 9,
};

/** Requests from one network address that may send a letter to somebody. */
export const lettersFromAddress: ThrottleRule = {
  name: 'letters-from-address',
  free: 100,
  firstWaitSeconds: 1,
  mostWaitSeconds: QUARTER,
  forgetOneAfterSeconds: 30,
};

/** Letters of one kind to one account. */
export const lettersToAccount: ThrottleRule = {
  name: 'letters-to-account',
  free: 4,
  firstWaitSeconds: QUARTER,
  mostWaitSeconds: 60 * 60,
  forgetOneAfterSeconds: QUARTER,
};

/** 429 `too_many_attempts` with `Retry-After`, in the words for signing in. */
export function tooManySignIns(seconds: number): Problem {
  const { ru, en } = span(seconds);
  return tooMany(seconds, {
    ru: `Слишком много попыток входа. Попробуйте через ${ru}`,
    en: `Too many attempts to sign in. Try again in ${en}`,
  });
}

/** 429 `too_many_attempts` with `Retry-After`, for everything else. */
export function tooManyTries(seconds: number): Problem {
  const { ru, en } = span(seconds);
  return tooMany(seconds, {
    ru: `Слишком много попыток. Попробуйте через ${ru}`,
    en: `Too many attempts. Try again in ${en}`,
  });
}

function tooMany(seconds: number, words: BothLanguages): Problem {
  return Problem.tooMany('too_many_attempts', words, seconds);
}

function span(seconds: number): { ru: string; en: string } {
  const minutes = Math.ceil(seconds / 60);
  return seconds < 60 ? { ru: `${seconds} с`, en: `${seconds} s` } : { ru: `${minutes} мин.`, en: `${minutes} min.` };
}
