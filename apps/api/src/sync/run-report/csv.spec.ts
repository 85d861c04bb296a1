import { describe, expect, it } from '@jest/globals';
import { csvLine } from './csv.js';

describe('csvLine', () => {
  it.each([
    ['plain words', ['Чай «Утренний»', 3, null], 'Чай «Утренний»;3;\r\n'],
    ['a semicolon and quotes', ['Чай; "Утренний"'], '"Чай; ""Утренний"""\r\n'],
    ['a line break', ['Чай\nчёрный'], '"Чай\nчёрный"\r\n'],
    ['an address', ['https://vk.com/market-1'], 'https://vk.com/market-1\r\n'],
    ['a negative number, which is no formula', [-12.5, '-12,5'], '-12.5;-12,5\r\n'],
  ])('writes %s', (_what, cells, line) => expect(csvLine(cells)).toBe(line));

  it.each(['=1+1', '+7 900', '-кружка', '@SUM(A1)', '\t=1', ' =1+1', '＝1+1', '\r=1'])(
    'keeps %j from being worked out as a formula',
    (text) => expect(csvLine([text])).toMatch(/^"?'/),
  );

  it('a formula with quotes stays one text', () => {
    expect(csvLine(['=HYPERLINK("http://evil";"x")'])).toBe(`"'=HYPERLINK(""http://evil"";""x"")"\r\n`);
  });
});
