import type { Json } from '../types.js';
import type { BinarySign } from './syntax.js';

/** A script that compiles but cannot go on: code 13. */
export class ScriptRuntimeError extends Error {}

export function truthy(value: Json): boolean {
  return Boolean(value) && value !== '0';
}

export function toNumber(value: Json): number {
  if (Array.isArray(value) || (typeof value === 'object' && value !== null)) {
    throw new ScriptRuntimeError('wrong types: a number expected');
  }
  const number = typeof value === 'string' ? parseFloat(value) : Number(value);
  return Number.isFinite(number) ? number : 0;
}

export function toText(value: Json): string {
  if (value === null || value === false) return '';
  if (value === true) return '1';
  if (typeof value === 'object') throw new ScriptRuntimeError('wrong types: a string expected');
  return String(value);
}

/** Equality with casts: a boolean or null on either side compares truth, text against number compares numbers. */
export function equal(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left === 'boolean' || typeof right === 'boolean') {
    return truthy(left) === truthy(right);
  }
  if (typeof left === 'object' || typeof right === 'object') return false;
  return typeof left === typeof right ? left === right : toNumber(left) === toNumber(right);
}

export function combine(sign: BinarySign, left: Json, right: Json): Json {
  switch (sign) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case '+':
      return add(left, right);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compare(sign, left, right);
    default:
      return calculate(sign, toNumber(left), toNumber(right));
  }
}

function add(left: Json, right: Json): Json {
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (typeof left === 'string' || typeof right === 'string') return toText(left) + toText(right);
  return toNumber(left) + toNumber(right);
}

function compare(sign: '<' | '>' | '<=' | '>=', left: Json, right: Json): boolean {
  const texts = typeof left === 'string' && typeof right === 'string';
  const [a, b] = texts ? [left, right] : [toNumber(left), toNumber(right)];
  if (sign === '<') return a < b;
  if (sign === '>') return a > b;
  return sign === '<=' ? a <= b : a >= b;
}

function calculate(sign: '-' | '*' | '/' | '%', left: number, right: number): number {
  if (sign === '-') return left - right;
  if (sign === '*') return left * right;
  if (right === 0) throw new ScriptRuntimeError('division by zero');
  return sign === '/' ? left / right : left % right;
}

/** The member `key` of a value; `null` where there is none. */
export function memberOf(value: Json, key: Json): Json {
  if (typeof value === 'string') return key === 'length' ? value.length : null;
  if (Array.isArray(value)) return key === 'length' ? value.length : (value[toNumber(key)] ?? null);
  if (typeof value !== 'object' || value === null) return null;
  const name = toText(key);
  return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

/** Calls one of the language's own methods of lists and texts. @throws ScriptRuntimeError for a wrong type */
export function callValueMethod(value: Json, name: string, args: Json[]): Json {
  if (Array.isArray(value)) return callListMethod(value, name, args);
  if (typeof value === 'string') return callTextMethod(value, name, args);
  throw new ScriptRuntimeError(`wrong types: ${name} of neither a list nor a string`);
}

function callListMethod(list: Json[], name: string, args: Json[]): Json {
  const [first = null, second] = args;
  switch (name) {
    case 'slice':
      return list.slice(toNumber(first), second === undefined ? undefined : toNumber(second));
    case 'push':
      return list.push(...args);
    case 'pop':
      return list.pop() ?? null;
    case 'shift':
      return list.shift() ?? null;
    case 'unshift':
      return list.unshift(...args);
    case 'splice':
      return list.splice(toNumber(first), second === undefined ? list.length : toNumber(second), ...args.slice(2));
    case 'indexOf':
      return list.findIndex((item) => equal(item, first));
    default:
      throw new ScriptRuntimeError(`wrong types: ${name} of a list`);
  }
}

function callTextMethod(text: string, name: string, args: Json[]): Json {
  const [first = null, second] = args;
  switch (name) {
    case 'slice':
      return text.slice(toNumber(first), second === undefined ? undefined : toNumber(second));
    case 'substr': {
      const start = toNumber(first) < 0 ? Math.max(0, text.length + toNumber(first)) : toNumber(first);
      return text.slice(start, second === undefined ? undefined : start + toNumber(second));
    }
    case 'split':
      return text.split(toText(first));
    case 'indexOf':
      return text.indexOf(toText(first));
    default:
      throw new ScriptRuntimeError(`wrong types: ${name} of a string`);
  }
}
