/** What came of a jest run, in tests. */
export interface TestResult {
  passed: number;
  /** Failed tests, and files that could not be run at all (each counts as one). */
  failed: number;
  skipped: number;
}

/** Reads the file that `jest --json --outputFile` writes. Throws when it is not one. */
export function parseTestResult(text: string): TestResult {
  const report: unknown = JSON.parse(text);
  if (typeof report !== 'object' || report === null) throw new Error('this is no report of jest');
  const fields = report as Record<string, unknown>;
  const count = (name: string): number => {
    const value = fields[name];
    if (typeof value !== 'number') throw new Error(`${name} is missing in the report of jest`);
    return value;
  };
  return {
    passed: count('numPassedTests'),
    failed: count('numFailedTests') + count('numRuntimeErrorTestSuites'),
    skipped: count('numPendingTests') + count('numTodoTests'),
  };
}

/** The line that stands last: skipped tests are named only when there are any. */
export function describeTestResult({ passed, failed, skipped }: TestResult): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
