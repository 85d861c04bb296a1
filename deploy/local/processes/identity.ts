import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same pid. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in the system's own notation; compared, never read. */
  startedAt: string;
}

/** The process with this pid as it runs now, or null when there is none (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | null {
  try {
    const startedAt = process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid);
    return startedAt === null ? null : { pid, startedAt };
  } catch {
    return null; // neither /proc nor ps knows it
  }
}

/** True while exactly this process is alive. */
export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.startedAt === process.startedAt;
}

/** Reads an identity written as JSON; null when the text is none. */
export function parseIdentity(text: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('startedAt' in value)) return null;
    const { pid, startedAt } = value;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : null;
  } catch {
    return null; // a file cut off while it was written
  }
}

/** proc(5): field 3 is the state, field 22 the start in clock ticks since boot; the name may hold spaces. */
function startTimeFromProc(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

function startTimeFromPs(pid: number): string | null {
  const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
}
