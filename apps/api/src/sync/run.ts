import { STORE_PROBLEM_CODES, type StoreProblemCode } from '../catalog/store-problem.js';
import type { Words } from '../common/words.js';
import { CONNECTION_PROBLEM_CODES, type ConnectionProblemCode } from '../connections/connection-status.js';

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

/** Why runs do not end well, beside what is wrong with a connection or a store. */
const OWN_CODES = [
  'evotor_unavailable',
  'vk_unavailable',
  'captcha',
  'quota',
  'default_photo_rejected',
  'shop_full',
  'too_many_albums',
  'album_full',
  'album_rejected',
  'items_failed',
  'internal',
] as const;

/** The stable codes of why a run did not end well. */
export type RunErrorCode = (typeof OWN_CODES)[number] | ConnectionProblemCode | StoreProblemCode;

/** All of them. */
export const RUN_ERROR_CODES: readonly RunErrorCode[] = [
  ...new Set([...OWN_CODES, ...CONNECTION_PROBLEM_CODES, ...STORE_PROBLEM_CODES]),
];

/** Why a run did not end well, in plain words, and who must act. Rows of older versions have words in Russian only. */
export interface RunError {
  code: RunErrorCode;
  message: Words;
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
