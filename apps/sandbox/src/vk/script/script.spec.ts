import { describe, expect, it } from '@jest/globals';
import type { Json } from '../types.js';
import { parseScript } from './parse.js';
import { runScript } from './run.js';
import { ScriptSyntaxError } from './tokenize.js';
import { ScriptRuntimeError } from './values.js';

function run(code: string, api: (method: string, params: Record<string, Json>) => Json = () => false): Json {
  return runScript(parseScript(code), { api, args: { name: 'Чай' }, maxOperations: 10_000 });
}

describe('VKScript', () => {
  it.each<[string, Json]>([
    ['return 1 + 2 * 3 - 8 / 4 % 3;', 5],
    ['return (1 + 2) * -3;', -9],
    ['return "а" + 1 + "б";', 'а1б'],
    ['return 1 == "1" && "2" > 1 && "а" < "б" && !(1 != 1);', true],
    ['return null || false || "да";', 'да'],
    ['return {"a": [1, {"b": "в"}], c: true, "d": null};', { a: [1, { b: 'в' }], c: true, d: null }],
    ['return [1, 2] + [3];', [1, 2, 3]],
    ['var a = 1, b; return [a, b];', [1, null]],
    ['var a = {"x": {}}; a.x.y = 5; a["z"] = 6; return a;', { x: { y: 5 }, z: 6 }],
    ['var a = [1, 2, 3]; a[1] = 9; return a[1] + a.length;', 12],
    ['var a = {"x": 1, "y": 2}; delete a.x; return a;', { y: 2 }],
    ['var n = 0; var s = ""; while (n < 3) { s = s + n; n = n + 1; } return s;', '012'],
    ['if (0) return "да"; else if ("0") return "нет"; else return "вот";', 'вот'],
    ['var a = [3, 4]; a.push(5); a.unshift(2); return [a.pop(), a.shift(), a, a.indexOf(4)];', [5, 2, [3, 4], 1]],
    ['var a = [1, 2, 3, 4]; var cut = a.splice(1, 2); return [cut, a, a.slice(1)];', [[2, 3], [1, 4], [4]]],
    ['return ["а,б".split(","), "абв".substr(1, 1), "абв".indexOf("в"), "абв".length];', [['а', 'б'], 'б', 2, 3]],
    ['return [parseInt("12.7"), parseDouble("12.7"), parseInt("нет")];', [12, 12.7, 0]],
    ['var p = [{"id": 1}, {"id": 2}, {}]; return p@.id;', [1, 2, null]],
    ['var p = {"items": [{"a": [1]}, {"a": [2]}]}; return p.items@.a;', [[1], [2]]],
    ['var p = false; return [p.items, p.items.length, p == false];', [null, null, true]],
    ['var p = {"count": 0}; return p == false;', false],
    ['/* слово */ return Args.name; // конец', 'Чай'],
    ["return 'it\\'s \\u0434\\n\"';", 'it\'s д\n"'],
    ['var a = 1;', null],
    ['return;', null],
    ['return {"__proto__": 5};', JSON.parse('{"__proto__": 5}') as Json],
    ['var a = {}; return [a.constructor, a.toString, "".constructor];', [null, null, null]],
  ])('%s', (code, expected) => expect(run(code)).toEqual(expected));

  it('calls methods with their objects, in order', () => {
    const calls: [string, Json][] = [];
    const api = (method: string, params: Record<string, Json>): Json => calls.push([method, params]);
    const code = 'var n = 0; while (n < 2) { n = API.market.edit({"item_id": n, "album_ids": [1, 2]}); } return n;';
    expect(run(code, api)).toBe(2);
    expect(calls).toEqual([
      ['market.edit', { item_id: 0, album_ids: [1, 2] }],
      ['market.edit', { item_id: 1, album_ids: [1, 2] }],
    ]);
  });

  it.each([
    'return 1',
    'return [1, 2;',
    'var a = ;',
    'return "не закрыта;',
    'return "строка\nс разрывом";',
    'return "строка\u2028с разрывом";',
    'function f() { return 1; } return f();',
    'for (;;) {}',
    'var a = 1; a++; return a;',
    'return f(1);',
    'return "а".toUpperCase();',
    'return API.market;',
    'return API.users.get({}, 1);',
    '{ return 1;',
    'return 1 # 2;',
    'var return = 1;',
    '1 + 1 = 2;',
  ])('does not compile: %s', (code) => expect(() => run(code)).toThrow(ScriptSyntaxError));

  it.each([
    ['division by zero', 'return 1 / 0;'],
    ['too many operations', 'while (true) {}'],
    ['wrong types', 'return [1] + 1;'],
    ['wrong types', 'return API.users.get(5);'],
    ['wrong types', 'var a = 5; a.b = 1;'],
    ['wrong types', 'var a = {}; a.push(1);'],
  ])('fails while running (%s): %s', (text, code) => {
    expect(() => run(code)).toThrow(ScriptRuntimeError);
    expect(() => run(code)).toThrow(text);
  });
});
