import { VkApiError } from './errors.js';
import { paramSpecs, type ParamSpec, type VkCall } from './methods.js';

/** Parameters as they travel: lists as comma strings, flags as 1 or 0, decimals as strings with a dot. */
export type WireParams = Readonly<Record<string, string | number>>;

/**
 * Encodes the parameters of a call.
 * @throws VkApiError with code 100 when a parameter is missing, unknown to the schema or out of its bounds: VK
 * ignores names it does not know, so a slip would otherwise pass unseen.
 */
export function toWire(call: VkCall): WireParams {
  const specs = paramSpecs(call.method);
  const given = new Map<string, unknown>(Object.entries(call.params).filter(([, value]) => value !== undefined));
  const refuse = (name: string, complaint: string): never => {
    throw new VkApiError({ code: 100, method: call.method, text: `Not sent, ${name} ${complaint}` });
  };
  for (const name of given.keys()) if (!(name in specs)) refuse(name, 'is not a parameter of the method');
  const wire: Record<string, string | number> = {};
  for (const [name, spec] of Object.entries(specs)) {
    if (given.has(name)) wire[name] = encode(given.get(name), spec) ?? refuse(name, 'is out of bounds');
    else if (spec.required) refuse(name, 'is undefined');
  }
  return wire;
}

function encode(value: unknown, spec: ParamSpec): string | number | null {
  switch (spec.kind) {
    case 'integer':
      return isInteger(value, spec) ? value : null;
    case 'decimal':
      return typeof value === 'string' && /^\d{1,12}(\.\d+)?$/.test(value) && isWithin(Number(value), spec)
        ? value
        : null;
    case 'flag':
      return typeof value === 'boolean' ? Number(value) : null;
    case 'text':
      return typeof value === 'string' && [...value].length <= (spec.max ?? Infinity) ? value : null;
    case 'reference':
      return isReference(value) ? value : null;
    case 'integers':
      return encodeList(value, spec, (element) => isInteger(element, { min: spec.min }));
    case 'texts':
      return encodeList(value, spec, (element) => typeof element === 'string' && isReference(element));
    case 'references':
      return encodeList(value, spec, isReference);
  }
}

function encodeList(value: unknown, spec: ParamSpec, isElement: (element: unknown) => boolean): string | null {
  if (!Array.isArray(value) || value.length > (spec.max ?? Infinity)) return null;
  if (spec.required && value.length === 0) return null;
  return value.every(isElement) ? value.join(',') : null;
}

function isInteger(value: unknown, bounds: { min?: number; max?: number }): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && isWithin(value, bounds);
}

function isWithin(value: number, bounds: { min?: number; max?: number }): boolean {
  return value >= (bounds.min ?? -Infinity) && value <= (bounds.max ?? Infinity);
}

function isReference(value: unknown): value is number | string {
  return typeof value === 'string' ? value !== '' && !value.includes(',') : isInteger(value, {});
}

/** The script of `execute` for a call. U+2028 and U+2029 end a line in older script grammars, so they go escaped. */
export function toSnippet(method: string, params: WireParams): string {
  const json = JSON.stringify(params).replace(/[\u2028\u2029]/g, (separator) =>
    separator === '\u2028' ? '\\u2028' : '\\u2029',
  );
  return `API.${method}(${json})`;
}

/** A script that runs the snippets in order and returns the list of their answers. */
export function toScript(snippets: readonly string[]): string {
  return `return [${snippets.join(',')}];`;
}
