import type { Json } from '../types.js';
import type { ApiCall, Expression, Statement } from './syntax.js';
import { ScriptRuntimeError, callValueMethod, combine, memberOf, toNumber, toText, truthy } from './values.js';

export interface ScriptHost {
  api: ApiCall;
  /** Request parameters seen as `Args.name`. */
  args: Record<string, string>;
  maxOperations: number;
}

/** Runs a parsed script to its `return`; without one the answer is null. @throws ScriptRuntimeError */
export function runScript(statements: Statement[], host: ScriptHost): Json {
  const interpreter = new Interpreter(host);
  return interpreter.run(statements)?.value ?? null;
}

class Interpreter {
  private readonly host: ScriptHost;
  private readonly variables: Map<string, Json>;
  private operations = 0;

  constructor(host: ScriptHost) {
    this.host = host;
    this.variables = new Map<string, Json>([['Args', { ...host.args }]]);
  }

  run(statements: Statement[]): { value: Json } | undefined {
    for (const statement of statements) {
      const returned = this.execute(statement);
      if (returned) return returned;
    }
    return undefined;
  }

  private execute(statement: Statement): { value: Json } | undefined {
    this.tick();
    switch (statement.type) {
      case 'declare':
        this.variables.set(statement.name, statement.value ? this.evaluate(statement.value) : null);
        return undefined;
      case 'assign':
        this.assign(statement.target, this.evaluate(statement.value));
        return undefined;
      case 'delete':
        this.remove(statement.target);
        return undefined;
      case 'if':
        return this.run(truthy(this.evaluate(statement.test)) ? statement.then : statement.otherwise);
      case 'while':
        while (truthy(this.evaluate(statement.test))) {
          this.tick();
          const returned = this.run(statement.body);
          if (returned) return returned;
        }
        return undefined;
      case 'return':
        return { value: statement.value ? this.evaluate(statement.value) : null };
      case 'expression':
        this.evaluate(statement.value);
        return undefined;
    }
  }

  private evaluate(expression: Expression): Json {
    this.tick();
    switch (expression.type) {
      case 'literal':
        return expression.value;
      case 'variable':
        return this.variables.get(expression.name) ?? null;
      case 'list':
        return expression.items.map((item) => this.evaluate(item));
      case 'object':
        return Object.fromEntries(expression.entries.map(([name, value]) => [name, this.evaluate(value)]));
      case 'not':
        return !truthy(this.evaluate(expression.of));
      case 'minus':
        return -toNumber(this.evaluate(expression.of));
      case 'and': {
        const left = this.evaluate(expression.left);
        return truthy(left) ? this.evaluate(expression.right) : left;
      }
      case 'or': {
        const left = this.evaluate(expression.left);
        return truthy(left) ? left : this.evaluate(expression.right);
      }
      case 'binary':
        return combine(expression.sign, this.evaluate(expression.left), this.evaluate(expression.right));
      case 'member':
        return memberOf(this.evaluate(expression.of), this.evaluate(expression.key));
      case 'each': {
        const list = this.evaluate(expression.of);
        return Array.isArray(list) ? list.map((item) => memberOf(item, expression.name)) : null;
      }
      case 'api':
        return this.callApi(expression.method, expression.argument ? this.evaluate(expression.argument) : {});
      case 'method':
        return callValueMethod(
          this.evaluate(expression.of),
          expression.name,
          expression.args.map((argument) => this.evaluate(argument)),
        );
      case 'cast': {
        const number = toNumber(this.evaluate(expression.of));
        return expression.to === 'parseInt' ? Math.trunc(number) : number;
      }
    }
  }

  private callApi(method: string, argument: Json): Json {
    if (typeof argument !== 'object' || argument === null || Array.isArray(argument)) {
      throw new ScriptRuntimeError(`wrong types: API.${method} takes an object`);
    }
    return this.host.api(method, argument);
  }

  private assign(target: Expression, value: Json): void {
    if (target.type === 'variable') {
      this.variables.set(target.name, value);
      return;
    }
    const { holder, key } = this.slot(target);
    if (Array.isArray(holder)) holder[toNumber(key)] = value;
    else Object.defineProperty(holder, toText(key), { value, writable: true, enumerable: true, configurable: true });
  }

  private remove(target: Expression): void {
    if (target.type === 'variable') {
      this.variables.delete(target.name);
      return;
    }
    const { holder, key } = this.slot(target);
    if (Array.isArray(holder)) holder.splice(toNumber(key), 1);
    else delete holder[toText(key)];
  }

  private slot(target: Expression): { holder: Json[] | Record<string, Json>; key: Json } {
    const holder = target.type === 'member' ? this.evaluate(target.of) : null;
    if (target.type !== 'member' || typeof holder !== 'object' || holder === null) {
      throw new ScriptRuntimeError('wrong types: neither a list nor an object to write to');
    }
    return { holder, key: this.evaluate(target.key) };
  }

  private tick(): void {
    if (++this.operations > this.host.maxOperations) throw new ScriptRuntimeError('too many operations');
  }
}
