import { cp1251Length } from './cp1251.js';
import { METHOD_SCHEMA, WORD_SETS } from './method-schema.js';
import type { MethodSchema, ParameterSchema } from './method-schema.js';
import { Params } from './params.js';
import type { ParamValue } from './params.js';
import { VkError, invalidParam } from './vk-error.js';

/** Parameters that any method takes beside its own. */
const COMMON = new Set([
  'v',
  'access_token',
  'lang',
  'test_mode',
  'captcha_sid',
  'captcha_key',
  'success_token',
  'remixstlid',
]);

export interface Checked {
  params: Params;
  /** Names sent that the method does not know; VK itself ignores them. */
  unknown: string[];
}

/**
 * Checks raw wire values against the official schema of `method`, in the official order of its parameters.
 * @throws VkError 100 with VK's text at the first wrong one (1421 for a long name, where so switched)
 */
export function checkParams(method: string, raw: ReadonlyMap<string, string>, longNameCode: 100 | 1421): Checked {
  const schema: MethodSchema | undefined = METHOD_SCHEMA[method];
  if (!schema) throw new VkError(3);
  const values = new Map<string, ParamValue>();
  for (const parameter of schema.parameters) {
    const text = raw.get(parameter.name);
    if (text === undefined || (text === '' && !(parameter.type === 'string' && !parameter.required))) {
      if (parameter.required) throw invalidParam(`${parameter.name} is undefined`);
      continue;
    }
    values.set(parameter.name, checkValue(parameter, text, longNameCode));
  }
  if (method.startsWith('market.') && values.has('owner_id') && Number(values.get('owner_id')) >= 0) {
    throw invalidParam('only groups supported');
  }
  const known = new Set(schema.parameters.map((parameter) => parameter.name));
  return {
    params: new Params(values),
    unknown: [...raw.keys()].filter((name) => !known.has(name) && !COMMON.has(name)),
  };
}

function checkValue(parameter: ParameterSchema, text: string, longNameCode: 100 | 1421): ParamValue {
  const { name, type } = parameter;
  switch (type) {
    case 'integer':
      return checkInteger(name, text, parameter);
    case 'number':
      return checkDecimal(name, text, parameter);
    case 'boolean':
      if (text !== '0' && text !== '1') throw invalidParam(`${name} should be 0 or 1`);
      return text === '1';
    case 'string':
      return checkText(parameter, text, longNameCode);
    case 'array':
      return checkList(parameter, text);
    default:
      return text;
  }
}

function checkInteger(name: string, text: string, bounds: Pick<ParameterSchema, 'minimum' | 'maximum'>): number {
  if (!/^-?\d{1,15}$/.test(text)) throw invalidParam(`${name} not integer`);
  const value = Number(text);
  checkBounds(name, value, bounds);
  return value;
}

function checkDecimal(name: string, text: string, bounds: Pick<ParameterSchema, 'minimum' | 'maximum'>): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw invalidParam(`${name} not float`);
  checkBounds(name, Number(text), bounds);
  return text;
}

function checkBounds(name: string, value: number, bounds: Pick<ParameterSchema, 'minimum' | 'maximum'>): void {
  const { minimum, maximum } = bounds;
  if (minimum !== undefined && value < minimum) throw invalidParam(`${name} should be greater or equal to ${minimum}`);
  if (maximum !== undefined && value > maximum) throw invalidParam(`${name} should be less or equal to ${maximum}`);
}

function checkText(parameter: ParameterSchema, text: string, longNameCode: 100 | 1421): string {
  const { name, minLength, maxLength, ref } = parameter;
  const length = name === 'name' ? cp1251Length(text.trim()) : [...text.trim()].length;
  if (minLength !== undefined && length < minLength) {
    throw invalidParam(`${name} should be at least ${minLength} letters length`);
  }
  if (maxLength !== undefined && length > maxLength) {
    if (name === 'name' && longNameCode === 1421) throw new VkError(1421);
    throw invalidParam(`${name} should be less or equal to ${maxLength} letters length`);
  }
  checkWord(name, text, ref);
  return text;
}

function checkList(parameter: ParameterSchema, text: string): (number | string)[] {
  const { name, items, maxItems } = parameter;
  const parts = text.split(',').map((part) => part.trim());
  if (maxItems !== undefined && parts.length > maxItems) {
    throw invalidParam(`${name} should contain at most ${maxItems} elements`);
  }
  return parts.map((part) => {
    if (part === '') throw invalidParam(`${name} contains an empty element`);
    checkWord(name, part, items?.ref);
    return items?.type === 'integer' ? checkInteger(name, part, items) : part;
  });
}

function checkWord(name: string, word: string, ref: string | undefined): void {
  const words = ref === undefined ? undefined : WORD_SETS[ref];
  if (words && !words.some((known) => known.toLowerCase() === word.toLowerCase())) {
    throw invalidParam(`${name} is invalid: ${word}`);
  }
}
