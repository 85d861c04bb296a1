import { describe, expect, it } from '@jest/globals';
import { describeTestResult, parseTestResult } from './test-result.ts';

const report = {
  numPassedTests: 7,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

describe('the last line of npm test', () => {
  it.each([
    [{}, '7 passed, 1 failed'],
    [{ numFailedTests: 0, numRuntimeErrorTestSuites: 2 }, '7 passed, 2 failed'],
    [{ numFailedTests: 0, numPendingTests: 1, numTodoTests: 2 }, '7 passed, 0 failed, 3 skipped'],
  ])('counts %p', (change, line) => {
    expect(describeTestResult(parseTestResult(JSON.stringify({ ...report, ...change })))).toBe(line);
  });

  it('is not made up from a file that is no report', () => {
    expect(() => parseTestResult('{"numPassedTests":7}')).toThrow('numFailedTests is missing');
  });
});
