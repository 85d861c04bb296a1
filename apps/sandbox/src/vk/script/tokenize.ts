/** A script that does not compile: code 12. */
export class ScriptSyntaxError extends Error {}

export interface Lexeme {
  kind: 'name' | 'number' | 'string' | 'sign' | 'end';
  text: string;
  line: number;
}

const SIGNS = ['==', '!=', '<=', '>=', '&&', '||', '@.', ...'+-*/%<>=!(){}[];,:.'];
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const BLANK = /(?:[ \t\r\n]|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const NAME = /[A-Za-z_$][\w$]*/y;
const NUMBER = /\d+(?:\.\d+)?/y;

/** Cuts VKScript into lexemes, the last of which is `end`. @throws ScriptSyntaxError */
export function tokenize(code: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  let line = 1;
  const take = (kind: Lexeme['kind'], text: string, length: number): void => {
    lexemes.push({ kind, text, line });
    at += length;
  };
  while (at < code.length) {
    const blank = matchAt(BLANK, code, at);
    if (blank) {
      line += blank.split('\n').length - 1;
      at += blank.length;
      continue;
    }
    const name = matchAt(NAME, code, at);
    const number = matchAt(NUMBER, code, at);
    const char = code[at] ?? '';
    if (name) take('name', name, name.length);
    else if (number) take('number', number, number.length);
    else if (char === '"' || char === "'") {
      const { value, length } = readString(code, at, line);
      take('string', value, length);
    } else {
      const sign = SIGNS.find((known) => code.startsWith(known, at));
      if (!sign) throw new ScriptSyntaxError(`unexpected symbol '${char}', line ${line}`);
      take('sign', sign, sign.length);
    }
  }
  lexemes.push({ kind: 'end', text: '', line });
  return lexemes;
}

function matchAt(pattern: RegExp, code: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(code)?.[0];
}

function readString(code: string, start: number, line: number): { value: string; length: number } {
  const quote = code[start];
  let value = '';
  for (let at = start + 1; at < code.length; at++) {
    const char = code[at] ?? '';
    if (char === quote) return { value, length: at + 1 - start };
    if (/[\n\r\u2028\u2029]/.test(char)) break;
    if (char !== '\\') {
      value += char;
      continue;
    }
    const escaped = code[++at] ?? '';
    const hex = /^[\da-fA-F]{4}$/.test(code.slice(at + 1, at + 5)) ? code.slice(at + 1, at + 5) : '';
    if (escaped === 'u' && hex) {
      value += String.fromCharCode(parseInt(hex, 16));
      at += 4;
    } else {
      value += ESCAPES[escaped] ?? escaped;
    }
  }
  throw new ScriptSyntaxError(`string is not closed, line ${line}`);
}
