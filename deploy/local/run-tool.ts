import path from 'node:path';
import { inRoot, root } from './paths.ts';
import { startChild, type Output } from './processes/child.ts';
import type { Session } from './session.ts';

const GRACE_MS = 10_000;

/** The environment in which `node` means the Node that runs this. */
export const toolEnvironment = {
  PATH: [path.dirname(process.execPath), inRoot('node_modules/.bin'), process.env['PATH']].join(path.delimiter),
};

export interface ToolRun {
  name: string;
  args: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  output: Output;
}

export interface ToolResult {
  /** The exit code; 1 when a signal ended it. */
  code: number;
  /** Its last lines, where they were kept. */
  tail: string;
}

/** Runs a Node program of the checkout to its end; it ends with the session. */
export async function runTool({ name, args, cwd = root, env, output }: ToolRun, session: Session): Promise<ToolResult> {
  session.signal.throwIfAborted();
  const child = await startChild({
    name,
    command: process.execPath,
    args,
    cwd,
    env: { ...toolEnvironment, ...env },
    output,
  });
  try {
    const { code } = await session.guard(child.exited);
    return { code: code ?? 1, tail: child.tail() };
  } finally {
    await child.stop(GRACE_MS);
  }
}
