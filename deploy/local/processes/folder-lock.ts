import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, RunnerError } from '../errors.ts';
import { identify, isAlive, parseIdentity } from './identity.ts';

/** Another living runner holds the folder. */
export class FolderLockedError extends RunnerError {
  constructor(what: string, folder: string, pid: number) {
    super(`${what} is in use by another EvoSync process (pid ${pid}, folder ${folder}). Stop that one first.`);
    this.name = 'FolderLockedError';
  }
}

export interface LockOptions {
  /** What is locked, as the start of a sentence: `The data folder`. */
  what: string;
  waitMs: number;
  signal?: AbortSignal;
}

/**
 * Takes `<folder>/runner.lock` for this process and returns the function that gives it back. A lock of a process that
 * no longer lives is taken over; a living holder is waited for `waitMs`, then FolderLockedError.
 */
export async function lockFolder(folder: string, { what, waitMs, signal }: LockOptions): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'runner.lock');
  const claim = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  const self = JSON.stringify(identify(process.pid));
  writeFileSync(claim, self);
  const deadline = Date.now() + waitMs;
  try {
    for (;;) {
      if (tryToLink(claim, file)) return () => release(file, self);
      const holder = readHolder(file);
      if (holder === null || !isAlive(holder)) {
        removeStale(file, `${claim}.stale`);
        continue;
      }
      if (Date.now() >= deadline) throw new FolderLockedError(what, folder, holder.pid);
      signal?.throwIfAborted();
      await sleep(100);
    }
  } finally {
    rmSync(claim, { force: true });
  }
}

/** link(2) makes the lock appear whole or not at all: nobody ever reads half a lock. */
function tryToLink(claim: string, file: string): boolean {
  try {
    linkSync(claim, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): ReturnType<typeof parseIdentity> {
  try {
    return parseIdentity(readFileSync(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Two may find the same stale lock: whoever moved a living one away by mistake puts it back. */
function removeStale(file: string, aside: string): void {
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved !== null && isAlive(moved)) tryToLink(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, self: string): void {
  try {
    if (readFileSync(file, 'utf8') === self) rmSync(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
