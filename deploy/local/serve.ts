import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, RunnerError } from './errors.ts';
import { startChild, type ChildSpec } from './processes/child.ts';
import { writePidFile } from './processes/pid-file.ts';
import { isPortFree } from './processes/ports.ts';
import type { Session } from './session.ts';

const GRACE_MS = 20_000;
const PATIENCE_MS = 2000;
/** A program that was just ended may hold its port a moment longer than its process is seen. */
const PORT_FREED_WITHIN_MS = 3000;

export interface WebProgram extends ChildSpec {
  /** Answers 200 once the program serves. */
  readyUrl: string;
  readyWithinMs: number;
  /** Remembers the process for a runner that comes after a kill -9. */
  pidFile?: string;
}

/** Rejects with a message for a person when another program listens on the port. */
export async function requireFreePort(port: number, setting: string, command: string): Promise<void> {
  for (const end = Date.now() + PORT_FREED_WITHIN_MS; ; await sleep(100)) {
    if (await isPortFree(port)) return;
    if (Date.now() > end) break;
  }
  throw new RunnerError(
    `Port ${port} is taken by another program. Stop it, or choose a free port: ${setting}=${port + 1} npm run ${command}`,
  );
}

/** Starts a web program and waits until it serves; from then on the session stops it, and its own end is a failure. */
export async function serve(program: WebProgram, session: Session): Promise<void> {
  session.signal.throwIfAborted();
  const child = await startChild(program);
  if (program.pidFile !== undefined) writePidFile(program.pidFile, child.pid);
  session.supervise(child, GRACE_MS);
  const deadline = Date.now() + program.readyWithinMs;
  for (;;) {
    const answer = await session.guard(look(program.readyUrl));
    if (answer === null) return;
    if (Date.now() > deadline) {
      const tail = child.tail();
      throw new RunnerError(
        `${program.name} did not serve within ${program.readyWithinMs / 1000} s: ${program.readyUrl} ${answer}.` +
          (tail && ` Its last lines:\n${tail}`),
      );
    }
    await session.guard(sleep(100));
  }
}

/** Null for an answer 200, else what came instead. */
async function look(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = await response.text();
    return response.status === 200 ? null : `answers ${response.status} ${body.slice(0, 300)}`;
  } catch (error) {
    return `does not answer (${messageOf(error)})`;
  }
}
