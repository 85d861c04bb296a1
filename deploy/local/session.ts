import { messageOf, RunnerError, StopRequested } from './errors.ts';
import { print } from './print.ts';
import { describeExit, type Child } from './processes/child.ts';

/** npm and the terminal both pass one Ctrl-C on; only a later one is a second one. */
const SECOND_CTRL_C_AFTER_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_CODE_OF_SIGNAL = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * One run of one command: what it started, in which order it is stopped (the reverse), and what ends it early. All
 * waiting goes through `guard`, so that a signal or the death of a child ends it at once.
 */
export class Session {
  readonly #abort = new AbortController();
  readonly #endings: (() => void | Promise<void>)[] = [];
  readonly #children = new Set<Child>();
  readonly #ended: Promise<never>;

  constructor() {
    this.#ended = new Promise((_, reject) => {
      this.signal.addEventListener('abort', () => reject(this.signal.reason as Error), { once: true });
    });
    this.#ended.catch(() => undefined); // seen by whoever guards; nobody may be waiting just then
  }

  /** Aborts with the reason why the command must end now. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Does `ending` when the command ends, after everything that was added later. */
  atEnd(ending: () => void | Promise<void>): void {
    this.#endings.push(ending);
  }

  /** Stops the child at the end; should it exit before by itself, the whole command fails and says so. */
  supervise(child: Child, graceMs: number): void {
    this.#children.add(child);
    this.atEnd(() => child.stop(graceMs));
    void child.exited.then((exit) => {
      this.#children.delete(child);
      if (child.stopping) return;
      const tail = child.tail();
      this.end(
        new RunnerError(
          `${child.name} stopped by itself (${describeExit(exit)})${tail && `. Its last lines:\n${indent(tail)}`}`,
        ),
      );
    });
  }

  /** The promise's result, unless the command has to end first. */
  async guard<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined); // may fail after nobody waits for it any more
    this.signal.throwIfAborted();
    return Promise.race([work, this.#ended]);
  }

  /** Waits until the command has to end. */
  untilEnded(): Promise<never> {
    return this.#ended;
  }

  /** Ends the command with this reason; the first reason counts. */
  end(reason: Error): void {
    if (!this.signal.aborted) this.#abort.abort(reason);
  }

  /** Stops all that was started, the last first. */
  async close(): Promise<void> {
    for (let ending = this.#endings.pop(); ending; ending = this.#endings.pop()) {
      try {
        await ending();
      } catch (error) {
        print(`While stopping: ${messageOf(error)}`);
      }
    }
  }

  killAll(): void {
    for (const child of this.#children) child.kill();
  }
}

/**
 * Runs a command to its end and gives its exit code: what the command returned; 1 after a failure, which is printed;
 * for a stop on request 0 when `stopIsSuccess`, else the code shells use for that signal.
 */
export async function runCommand(
  command: (session: Session) => Promise<number>,
  { stopIsSuccess }: { stopIsSuccess: boolean },
): Promise<number> {
  const session = new Session();
  const unwatch = watchForStop(session);
  try {
    return await command(session);
  } catch (error) {
    if (error instanceof StopRequested) return stopIsSuccess ? 0 : exitCodeOf(error.signal);
    process.stderr.write(`${error instanceof RunnerError ? error.message : describe(error)}\n`);
    return 1;
  } finally {
    await session.close();
    unwatch();
  }
}

function watchForStop(session: Session): () => void {
  let firstAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (firstAt === null) {
      firstAt = Date.now();
      session.end(new StopRequested(signal));
    } else if (signal === 'SIGINT' && Date.now() - firstAt > SECOND_CTRL_C_AFTER_MS) {
      session.killAll();
      process.exit(exitCodeOf(signal));
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  const parentPid = process.ppid;
  const parentWatch = setInterval(() => {
    if (process.ppid !== parentPid) session.end(new StopRequested('SIGTERM'));
  }, 1000);
  parentWatch.unref();
  return () => {
    clearInterval(parentWatch);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}

function exitCodeOf(signal: NodeJS.Signals): number {
  return signal === 'SIGINT' || signal === 'SIGHUP' ? EXIT_CODE_OF_SIGNAL[signal] : EXIT_CODE_OF_SIGNAL.SIGTERM;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
