/** Someone asked the runner to stop: Ctrl-C, SIGTERM, or the process that started it is gone. */
export class StopRequested extends Error {
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super('stopped on request');
    this.name = 'StopRequested';
    this.signal = signal;
  }
}

/** A failure whose message says all a person needs; it is shown without a stack. */
export class RunnerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RunnerError';
  }
}

/** The code of a system error (`ENOENT`), wherever the error came from. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What an error says, or the thing itself in words. */
export function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return String(error);
  return String(error.message);
}
