import path from 'node:path';
import { hasApt, unpackPackages } from '../local/engines/apt.ts';
import { findProgram, libraryFolders, systemFolders } from '../local/engines/find-engines.ts';
import { cacheFolder } from '../local/paths.ts';
import { lockFolder } from '../local/processes/folder-lock.ts';
import { Session } from '../local/session.ts';

/** A program for tests, and what it must be given to run from where it is. */
export interface DebianTool {
  command: string;
  env: NodeJS.ProcessEnv;
}

const PATIENCE_MS = 300_000;

/**
 * A program that tests need: the system's own, else unpacked from the system's package sources into .cache, so that
 * nothing is installed and no service is registered or started. Rejects with what to install where that is impossible.
 */
export async function debianTool(program: string, packageName = program): Promise<DebianTool> {
  const folder = path.join(cacheFolder, 'tools', packageName, 'root');
  const session = new Session();
  const release = await lockFolder(path.dirname(folder), { what: `The tool ${program}`, waitMs: PATIENCE_MS });
  try {
    const present = find(program, folder);
    if (present) return present;
    if (hasApt()) await unpackPackages([packageName], program, folder, session);
    const unpacked = find(program, folder);
    if (unpacked) return unpacked;
  } finally {
    release();
    await session.close();
  }
  throw new Error(`This test needs ${program}. Install it: Debian, Ubuntu: sudo apt-get install ${packageName}`);
}

function find(program: string, folder: string): DebianTool | null {
  const system = findProgram(program, systemFolders());
  if (system !== null) return { command: system, env: {} };
  const unpacked = findProgram(
    program,
    ['usr/sbin', 'usr/bin', 'bin'].map((part) => path.join(folder, part)),
  );
  if (unpacked === null) return null;
  return { command: unpacked, env: { LD_LIBRARY_PATH: libraryFolders(folder).join(':') } };
}
