import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface ProgramResult {
  code: number | null;
  /** What it wrote, errors included, in the order in which it came. */
  output: string;
  stdout: string;
}

/** Runs a program to its end. `env` comes over this process's own, less what belongs to tests. */
export async function runProgram(
  command: string,
  args: string[],
  { env = {}, cwd, input }: { env?: NodeJS.ProcessEnv; cwd?: string; input?: string } = {},
): Promise<ProgramResult> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stdin.on('error', () => undefined); // it need not read what it is given
  child.stdin.end(input ?? '');
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, stdout };
}
