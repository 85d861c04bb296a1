import type { ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import type { BothLanguages } from './words.js';

type Args = readonly string[];

/** What to say when a field was not given at all, or in no way one can name. */
export const constraintWords = {
  missing: { ru: 'Заполните это поле', en: 'Fill in this field' },
  wrong: { ru: 'Неверное значение', en: 'Wrong value' },
} satisfies Record<string, BothLanguages>;

/** Plain words for class-validator's constraints, the plainest first: of several, the first one here is said. */
const WORDS: Record<string, (args: Args) => BothLanguages> = {
  isNotEmpty: () => constraintWords.missing,
  isDefined: () => constraintWords.missing,
  isString: () => ({ ru: 'Нужен текст', en: 'A text is expected' }),
  isBoolean: () => ({ ru: 'Нужно true или false', en: 'true or false is expected' }),
  isInt: () => ({ ru: 'Нужно целое число', en: 'A whole number is expected' }),
  isNumber: () => ({ ru: 'Нужно число', en: 'A number is expected' }),
  isNumberString: () => ({ ru: 'Нужно число', en: 'A number is expected' }),
  isDecimal: () => ({ ru: 'Нужно число, например 12.50', en: 'A number such as 12.50 is expected' }),
  isArray: () => ({ ru: 'Нужен список', en: 'A list is expected' }),
  isObject: () => ({ ru: 'Нужен объект', en: 'An object is expected' }),
  nestedValidation: () => ({ ru: 'Нужен объект', en: 'An object is expected' }),
  isEmail: () => ({ ru: 'Укажите адрес почты', en: 'Give an e-mail address' }),
  isUrl: () => ({ ru: 'Укажите адрес сайта', en: 'Give a web address' }),
  isUuid: () => ({ ru: 'Нужен UUID', en: 'A UUID is expected' }),
  isDateString: () => ({ ru: 'Нужны дата и время', en: 'A date and time are expected' }),
  isIso8601: () => ({ ru: 'Нужны дата и время', en: 'A date and time are expected' }),
  isDate: () => ({ ru: 'Нужны дата и время', en: 'A date and time are expected' }),
  isIn: (values) => choice(values),
  isEnum: (values) => choice(values),
  min: ([least = '']) => ({ ru: `Не меньше ${least}`, en: `At least ${least}` }),
  max: ([most = '']) => ({ ru: `Не больше ${most}`, en: `At most ${most}` }),
  isPositive: () => ({ ru: 'Нужно число больше нуля', en: 'A number above zero is expected' }),
  minLength: ([least = '']) => ({ ru: `Не короче ${characters(least)}`, en: `At least ${least} characters` }),
  maxLength: ([most = '']) => ({ ru: `Не длиннее ${characters(most)}`, en: `At most ${most} characters` }),
  isLength: ([least = '', most = '']) => ({
    ru: `От ${least} до ${characters(most)}`,
    en: `From ${least} to ${most} characters`,
  }),
  arrayNotEmpty: () => ({ ru: 'Список пуст', en: 'The list is empty' }),
  arrayMinSize: ([least = '']) => ({ ru: `В списке не меньше ${least}`, en: `At least ${least} in the list` }),
  arrayMaxSize: ([most = '']) => ({ ru: `В списке не больше ${most}`, en: `At most ${most} in the list` }),
};
const ORDER = Object.keys(WORDS);

interface OwnWords {
  words?: BothLanguages;
}

/** Options of a constraint that says in words of its own what is wrong. */
export function inWords(words: BothLanguages): { context: OwnWords } {
  return { context: { words } };
}

/** True when the field was left out where it is needed. */
export function isMissing(error: ValidationError): boolean {
  return error.value === undefined || error.value === null;
}

/** The words for one wrong field: the DTO's own ({@link inWords}), else those of the plainest broken constraint. */
export function messageOf(error: ValidationError, broken: string[]): BothLanguages {
  const name = ORDER.find((known) => broken.includes(known)) ?? broken[0] ?? '';
  const rule = rulesOf(error).find((one) => one.name === name);
  const own = (rule?.context as OwnWords | undefined)?.words;
  return own ?? WORDS[name]?.(argsOf(rule?.constraints ?? [])) ?? constraintWords.wrong;
}

/** The rule's arguments as texts: numbers, or the allowed values, which stand in a list (the last one, if two). */
function argsOf(constraints: unknown[]): string[] {
  const allowed: unknown = constraints.findLast((one) => Array.isArray(one));
  return (Array.isArray(allowed) ? allowed : constraints).map(String);
}

function rulesOf(error: ValidationError) {
  const target = error.target?.constructor;
  if (!target) return [];
  return getMetadataStorage()
    .getTargetValidationMetadatas(target, '', false, false)
    .filter((rule) => rule.propertyName === error.property);
}

function choice(values: Args): BothLanguages {
  return { ru: `Одно из: ${values.join(', ')}`, en: `One of: ${values.join(', ')}` };
}

function characters(count: string): string {
  const one = Number(count) % 10 === 1 && Number(count) % 100 !== 11;
  return `${count} ${one ? 'знака' : 'знаков'}`;
}
