import { VALUE_METHODS } from './syntax.js';
import type { BinarySign, Expression, Statement } from './syntax.js';
import { ScriptSyntaxError, tokenize } from './tokenize.js';
import type { Lexeme } from './tokenize.js';

const BINARY_LEVELS: readonly (readonly BinarySign[])[] = [
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];
const LITERALS: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', null],
]);
const RESERVED = new Set(['var', 'if', 'else', 'while', 'return', 'delete', 'function', 'for', 'do', 'new', 'API']);

/** Parses VKScript. @throws ScriptSyntaxError with what was wrong and the line */
export function parseScript(code: string): Statement[] {
  return new Parser(tokenize(code)).script();
}

class Parser {
  private readonly lexemes: Lexeme[];
  private at = 0;

  constructor(lexemes: Lexeme[]) {
    this.lexemes = lexemes;
  }

  script(): Statement[] {
    const statements: Statement[] = [];
    while (this.current.kind !== 'end') statements.push(...this.statement());
    return statements;
  }

  private statement(): Statement[] {
    if (this.skip(';')) return [];
    if (this.peek('{')) return this.block();
    if (this.skipWord('var')) return this.declarations();
    if (this.skipWord('if')) return [this.condition()];
    if (this.skipWord('while')) {
      const test = this.parenthesised();
      return [{ type: 'while', test, body: this.statement() }];
    }
    const statement = this.simpleStatement();
    this.expect(';');
    return [statement];
  }

  private block(): Statement[] {
    this.expect('{');
    const statements: Statement[] = [];
    while (!this.peek('}')) {
      if (this.current.kind === 'end') throw this.unexpected("'}'");
      statements.push(...this.statement());
    }
    this.expect('}');
    return statements;
  }

  private declarations(): Statement[] {
    const declared: Statement[] = [];
    do {
      const name = this.name();
      declared.push({ type: 'declare', name, value: this.skip('=') ? this.expression() : null });
    } while (this.skip(','));
    this.expect(';');
    return declared;
  }

  private condition(): Statement {
    const test = this.parenthesised();
    const then = this.statement();
    return { type: 'if', test, then, otherwise: this.skipWord('else') ? this.statement() : [] };
  }

  private simpleStatement(): Statement {
    if (this.skipWord('return')) return { type: 'return', value: this.peek(';') ? null : this.expression() };
    if (this.skipWord('delete')) return { type: 'delete', target: this.place(this.expression()) };
    const value = this.expression();
    if (!this.skip('=')) return { type: 'expression', value };
    return { type: 'assign', target: this.place(value), value: this.expression() };
  }

  private place(target: Expression): Expression {
    if (target.type !== 'variable' && target.type !== 'member') throw this.unexpected('a variable or a member');
    return target;
  }

  private parenthesised(): Expression {
    this.expect('(');
    const inside = this.expression();
    this.expect(')');
    return inside;
  }

  private expression(): Expression {
    let left = this.conjunction();
    while (this.skip('||')) left = { type: 'or', left, right: this.conjunction() };
    return left;
  }

  private conjunction(): Expression {
    let left = this.binary(0);
    while (this.skip('&&')) left = { type: 'and', left, right: this.binary(0) };
    return left;
  }

  private binary(level: number): Expression {
    const signs = BINARY_LEVELS[level];
    if (!signs) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const sign = signs.find((known) => this.skip(known));
      if (!sign) return left;
      left = { type: 'binary', sign, left, right: this.binary(level + 1) };
    }
  }

  private unary(): Expression {
    if (this.skip('!')) return { type: 'not', of: this.unary() };
    if (this.skip('-')) return { type: 'minus', of: this.unary() };
    return this.chain();
  }

  private chain(): Expression {
    let value = this.primary();
    for (;;) {
      if (this.skip('@.')) value = { type: 'each', of: value, name: this.word() };
      else if (this.skip('.')) value = this.member(value);
      else if (this.skip('[')) {
        value = { type: 'member', of: value, key: this.expression() };
        this.expect(']');
      } else return value;
    }
  }

  private member(of: Expression): Expression {
    const name = this.word();
    if (!this.peek('(')) return { type: 'member', of, key: { type: 'literal', value: name } };
    if (!VALUE_METHODS.has(name)) throw new ScriptSyntaxError(`unknown method '${name}', line ${this.current.line}`);
    return { type: 'method', of, name, args: this.args() };
  }

  private primary(): Expression {
    const { kind, text } = this.current;
    if (kind === 'number' || kind === 'string') {
      this.at++;
      return { type: 'literal', value: kind === 'number' ? Number(text) : text };
    }
    if (this.peek('(')) return this.parenthesised();
    if (this.skip('[')) return { type: 'list', items: this.sequence(']', () => this.expression()) };
    if (this.skip('{')) return { type: 'object', entries: this.sequence('}', () => this.entry()) };
    if (kind === 'name' && LITERALS.has(text)) {
      this.at++;
      return { type: 'literal', value: LITERALS.get(text) ?? null };
    }
    if (this.skipWord('API')) return this.apiCall();
    const name = this.name();
    if (!this.peek('(')) return { type: 'variable', name };
    const [of, ...rest] = this.args();
    if ((name !== 'parseInt' && name !== 'parseDouble') || !of || rest.length > 0) throw this.unexpected('no function');
    return { type: 'cast', to: name, of };
  }

  private apiCall(): Expression {
    this.expect('.');
    const section = this.word();
    this.expect('.');
    const method = `${section}.${this.word()}`;
    const [argument = null, ...rest] = this.args();
    if (rest.length > 0) throw this.unexpected('one argument');
    return { type: 'api', method, argument };
  }

  private entry(): [string, Expression] {
    const { kind, text } = this.current;
    if (kind === 'sign' || kind === 'end') throw this.unexpected('a name');
    this.at++;
    this.expect(':');
    return [text, this.expression()];
  }

  private args(): Expression[] {
    this.expect('(');
    return this.sequence(')', () => this.expression());
  }

  private sequence<T>(end: string, read: () => T): T[] {
    const found: T[] = [];
    if (this.skip(end)) return found;
    do found.push(read());
    while (this.skip(','));
    this.expect(end);
    return found;
  }

  private name(): string {
    if (RESERVED.has(this.current.text)) throw this.unexpected('a name');
    return this.word();
  }

  private word(): string {
    if (this.current.kind !== 'name') throw this.unexpected('a name');
    return this.lexemes[this.at++]?.text ?? '';
  }

  private get current(): Lexeme {
    return this.lexemes[this.at] ?? { kind: 'end', text: '', line: 0 };
  }

  private peek(sign: string): boolean {
    return this.current.kind === 'sign' && this.current.text === sign;
  }

  private skip(sign: string): boolean {
    const found = this.peek(sign);
    if (found) this.at++;
    return found;
  }

  private skipWord(word: string): boolean {
    const found = this.current.kind === 'name' && this.current.text === word;
    if (found) this.at++;
    return found;
  }

  private expect(sign: string): void {
    if (!this.skip(sign)) throw this.unexpected(`'${sign}'`);
  }

  private unexpected(wanted: string): ScriptSyntaxError {
    const { kind, text, line } = this.current;
    return new ScriptSyntaxError(
      `${wanted} expected, found ${kind === 'end' ? 'end of code' : `'${text}'`}, line ${line}`,
    );
  }
}
