import type { Json } from '../types.js';

export type BinarySign = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '>' | '<=' | '>=';

export type Expression =
  | { type: 'literal'; value: null | boolean | number | string }
  | { type: 'variable'; name: string }
  | { type: 'list'; items: Expression[] }
  | { type: 'object'; entries: [string, Expression][] }
  | { type: 'not' | 'minus'; of: Expression }
  | { type: 'and' | 'or'; left: Expression; right: Expression }
  | { type: 'binary'; sign: BinarySign; left: Expression; right: Expression }
  | { type: 'member'; of: Expression; key: Expression }
  | { type: 'each'; of: Expression; name: string }
  | { type: 'api'; method: string; argument: Expression | null }
  | { type: 'method'; of: Expression; name: string; args: Expression[] }
  | { type: 'cast'; to: 'parseInt' | 'parseDouble'; of: Expression };

export type Statement =
  | { type: 'assign'; target: Expression; value: Expression }
  | { type: 'declare'; name: string; value: Expression | null }
  | { type: 'delete'; target: Expression }
  | { type: 'if'; test: Expression; then: Statement[]; otherwise: Statement[] }
  | { type: 'while'; test: Expression; body: Statement[] }
  | { type: 'return'; value: Expression | null }
  | { type: 'expression'; value: Expression };

/** Methods of lists and texts that the language knows. */
export const VALUE_METHODS: ReadonlySet<string> = new Set([
  'slice',
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'substr',
  'split',
  'indexOf',
]);

/** Does the work of `API.section.method({...})`; gives `false` where the call failed. */
export type ApiCall = (method: string, params: Record<string, Json>) => Json;
