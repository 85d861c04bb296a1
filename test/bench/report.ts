/** One measured figure. What has a bar is judged; what has none is there to be known. */
export interface BenchRow {
  /** What was done, on how much. */
  work: string;
  /** The figure in its unit, for example `12.4` `ms`. */
  value: number;
  unit: string;
  /** What it is compared with, measured in the same run and in the same unit. */
  baseline?: { what: string; value: number };
  /** The bar of DESIGN.md, section 8, in words, and whether it is met. */
  bar?: { text: string; met: boolean };
}

/** A benchmark: does its work on the engines it is given and answers what it measured. */
export type Bench = (engines: BenchEngines) => Promise<BenchRow[]>;

export interface BenchEngines {
  /** A server on which databases may be made; its path is ignored. */
  databaseUrl: string;
  redisUrl: string;
}

/** A bar that wants the figure, or its ratio to the baseline, to stay at or under a limit. */
export function atMost(figure: number, limit: number, text: string): NonNullable<BenchRow['bar']> {
  return { text, met: figure <= limit };
}

/** A bar that wants the figure, or its ratio to the baseline, to reach a limit. */
export function atLeast(figure: number, limit: number, text: string): NonNullable<BenchRow['bar']> {
  return { text, met: figure >= limit };
}

/** Rounds to three significant digits, for people. */
export function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(3));
}

/** The p-th percentile (0 to 100) of the values. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Rows as a table for the terminal. */
export function tableOf(rows: readonly BenchRow[]): string {
  const lines = rows.map(({ work, value, unit, baseline, bar }) => [
    work,
    `${rounded(value)} ${unit}`,
    baseline ? `${rounded(baseline.value)} ${unit} (${baseline.what})` : '',
    baseline ? `${rounded(Math.max(value, baseline.value) / Math.min(value, baseline.value))} x` : '',
    bar ? `${bar.met ? 'met' : 'MISSED'}: ${bar.text}` : '',
  ]);
  const all = [['work', 'figure', 'baseline', 'ratio', 'bar'], ...lines];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length))) ?? [];
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
