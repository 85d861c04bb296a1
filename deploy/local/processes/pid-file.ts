import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { print } from '../print.ts';
import { identify, isAlive, parseIdentity } from './identity.ts';

const FORCE_AFTER_MS = 20_000;

/** The file that remembers a child of the runner that works on this data folder. */
export const pidFile = (dataFolder: string, name: string): string => path.join(dataFolder, 'run', `${name}.json`);

/** Remembers a child, so that a runner that comes after a kill -9 knows what was left over. */
export function writePidFile(file: string, pid: number): void {
  const identity = identify(pid);
  if (identity === null) return; // gone already: whoever supervises it says so
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(identity));
}

/**
 * Ends the process that the file remembers, when exactly that process still lives (same pid and same start, so that
 * a stranger who got the pid later is never touched), and removes the file.
 */
export async function stopLeftOver(file: string, name: string): Promise<void> {
  if (!existsSync(file)) return;
  const leftOver = parseIdentity(readFileSync(file, 'utf8'));
  if (leftOver !== null && isAlive(leftOver)) {
    print(`Stopping ${name} left over from a runner that was killed (pid ${leftOver.pid})`);
    process.kill(leftOver.pid, 'SIGTERM');
    const deadline = Date.now() + FORCE_AFTER_MS;
    while (isAlive(leftOver)) {
      if (Date.now() > deadline) process.kill(leftOver.pid, 'SIGKILL');
      await sleep(50);
    }
  }
  rmSync(file, { force: true });
}
