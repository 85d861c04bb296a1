import { setTimeout as sleep } from 'node:timers/promises';
import { describeExit, startChild, type Child, type ChildSpec } from '../processes/child.ts';
import { writePidFile } from '../processes/pid-file.ts';
import { findFreePort } from '../processes/ports.ts';
import { RunnerError } from '../errors.ts';
import type { Session } from '../session.ts';

const PORT_ATTEMPTS = 3;

export interface ServerSpec {
  describe: (port: number) => ChildSpec;
  /** True once the server on this port answers as it should. */
  isReady: (port: number) => Promise<boolean>;
  readyWithinMs: number;
  graceMs: number;
  pidFile: string;
}

/**
 * Starts a server on a free port of 127.0.0.1 and waits until it is ready. Should someone take the port in the very
 * moment between finding and using it, another one is tried. From then on the session stops it.
 */
export async function startServer(spec: ServerSpec, session: Session): Promise<{ child: Child; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    session.signal.throwIfAborted();
    const port = await findFreePort();
    const child = await startChild(spec.describe(port));
    writePidFile(spec.pidFile, child.pid);
    const problem = await waitUntilReady(child, port, spec, session);
    if (problem === null) {
      session.supervise(child, spec.graceMs);
      return { child, port };
    }
    await child.stop(spec.graceMs);
    session.signal.throwIfAborted();
    if (attempt < PORT_ATTEMPTS && /address already in use/i.test(child.tail())) continue;
    throw new RunnerError(`${child.name} ${problem}. Its last lines:\n${child.tail().replace(/^/gm, '  ')}`);
  }
}

/** What went wrong, or null. */
async function waitUntilReady(child: Child, port: number, spec: ServerSpec, session: Session): Promise<string | null> {
  const state: { exit: string | null } = { exit: null };
  void child.exited.then((exit) => (state.exit = describeExit(exit)));
  const deadline = Date.now() + spec.readyWithinMs;
  while (state.exit === null) {
    if (session.signal.aborted) return 'was stopped while it started';
    if (await spec.isReady(port)) return null;
    if (Date.now() > deadline) return `was not ready within ${spec.readyWithinMs / 1000} s`;
    await sleep(25);
  }
  return `could not be started (${state.exit})`;
}
