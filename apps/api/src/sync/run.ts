/** The words of a run, as the REST contract has them. */
export type RunTrigger = 'schedule' | 'manual' | 'webhook';
export type RunStatus = 'queued' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled';
export type RunStage = 'catalog' | 'vk-catalog' | 'mirror';

/** How many products (and albums) a run did what with. */
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

/** Why a run did not end well, in plain words, and who must act. */
export interface RunError {
  code: string;
  message: string;
  who: 'merchant' | 'evosync' | 'wait';
}

/** Counts of a run that has done nothing yet. */
export function noCounts(): RunCounts {
  return {
    created: 0,
    updated: 0,
    hidden: 0,
    deleted: 0,
    adopted: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
    albumsCreated: 0,
  };
}
