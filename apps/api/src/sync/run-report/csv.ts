/** Excel takes the file for UTF-8 only with this before it. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A cell that begins like this would be worked out as a formula by a spreadsheet. */
const FORMULA = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
const NUMBER = /^-?\d+([.,]\d+)?$/;
const SPECIAL = /[";\r\n]/;

/** One line of a semicolon separated file, as Excel in Russian opens it; a text that looks like a formula stays a text. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(';')}\r\n`;
}

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  const safe =
    FORMULA.test(text.trimStart() === '' ? text : text.trimStart()) && !NUMBER.test(text) ? `'${text}` : text;
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
