import { setTimeout as sleep } from 'node:timers/promises';
import { RunnerError } from '../errors.ts';
import { print } from '../print.ts';
import type { Session } from '../session.ts';
import type { RestClient } from './rest-client.ts';

const POLL_MS = 300;
const PRINT_EVERY_MS = 1500;
const PATIENCE_MS = 300_000;

export interface RunCounts {
  created: number;
  updated: number;
  hidden: number;
  deleted: number;
  adopted: number;
  unchanged: number;
  skipped: number;
  failed: number;
  albumsCreated: number;
}

export interface Run {
  id: string;
  status: 'queued' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled';
  stage: string | null;
  progress: { done: number; total: number };
  counts: RunCounts;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  error: { code: string; message: string } | null;
}

const isOver = ({ status }: Run): boolean => status !== 'queued' && status !== 'running';

/** Starts a run that has seen everything done before this call, prints how it goes, and gives it when it is over. */
export async function runSync(merchant: RestClient, session: Session): Promise<Run> {
  await waitUntilIdle(merchant, session);
  const { id } = await session.guard(merchant.call<Run>('POST', 'sync/runs'));
  const deadline = Date.now() + PATIENCE_MS;
  let printedAt = 0;
  let printed = '';
  for (;;) {
    const run = await session.guard(merchant.call<Run>('GET', `sync/runs/${id}`));
    const line = describeProgress(run);
    const stageChanged = line.split(' ')[0] !== printed.split(' ')[0];
    if (line !== printed && (stageChanged || Date.now() - printedAt > PRINT_EVERY_MS)) {
      print(`  ${line}`);
      printed = line;
      printedAt = Date.now();
    }
    if (isOver(run)) return run;
    if (Date.now() > deadline) throw new RunnerError(`The sync did not end within ${PATIENCE_MS / 1000} s: ${line}`);
    await session.guard(sleep(POLL_MS));
  }
}

/** Seconds from the start of a run to its end. */
export function durationOf({ startedAt, createdAt, finishedAt }: Run): number {
  if (finishedAt === null) throw new RunnerError('The run has no end.');
  return (Date.parse(finishedAt) - Date.parse(startedAt ?? createdAt)) / 1000;
}

/** The counts that are not zero, in words. */
export function describeCounts(counts: RunCounts): string {
  const words = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name === 'albumsCreated' ? 'albums created' : name} ${count}`);
  return words.length > 0 ? words.join(', ') : 'nothing to do';
}

/** A run that the schedule began a moment before has not seen what was ticked since: it is let go by. */
async function waitUntilIdle(merchant: RestClient, session: Session): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { items } = await session.guard(merchant.call<{ items: Run[] }>('GET', 'sync/runs?pageSize=5'));
    if (items.every(isOver)) return;
    if (Date.now() > deadline) throw new RunnerError('A run that was there before did not end.');
    await session.guard(sleep(POLL_MS));
  }
}

function describeProgress({ status, stage, progress, counts }: Run): string {
  const where = stage ?? status;
  const howFar = progress.total > 0 ? ` ${progress.done}/${progress.total}` : '';
  return `${where}${howFar}  (${describeCounts(counts)})`;
}
