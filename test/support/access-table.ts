/** Everybody who may call an operation, in the order of the table's columns. */
export const callerNames = [
  'anonymous',
  'merchant',
  'otherMerchant',
  'admin',
  'system',
  'readToken',
  'writeToken',
  'suspended',
] as const;

export type CallerName = (typeof callerNames)[number];

/** The status an operation answers and, for a refusal, the code of its problem. */
export interface Answer {
  status: number;
  code?: string;
}

/** One operation as the API document names it; `note` tells apart further lines about the same one. */
export interface AccessLine {
  operation: string;
  note: string;
  answers: Record<CallerName, Answer>;
}

/** What a status alone stands for in the table. */
const USUAL_CODES: Record<number, string> = {
  400: 'validation_failed',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
};

/** Reads a table: a line an operation, its columns parted by `|`; empty lines and lines of `--` are passed over. */
export function readTable(text: string): AccessLine[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('--'));
  return lines.map((line) => {
    const [called = '', ...cells] = line.split('|').map((cell) => cell.trim());
    if (cells.length !== callerNames.length) throw new Error(`The line has ${cells.length} answers: ${line}`);
    const [operation = '', note = ''] = called.split(' # ');
    const answers = callerNames.map((name, column) => [name, readAnswer(cells[column] ?? '')]);
    return { operation, note, answers: Object.fromEntries(answers) as AccessLine['answers'] };
  });
}

function readAnswer(cell: string): Answer {
  const found = /^(\d{3})(?: ([a-z_]+))?$/.exec(cell);
  if (!found) throw new Error(`Not an answer: "${cell}"`);
  const status = Number(found[1]);
  const code = found[2] ?? USUAL_CODES[status];
  if (status >= 400 && !code) throw new Error(`A refusal without a code: "${cell}"`);
  return code === undefined ? { status } : { status, code };
}
