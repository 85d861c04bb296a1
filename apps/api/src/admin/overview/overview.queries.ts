import type { FailedRunDto, FailureReasonDto } from './dto/overview.dto.js';

/** Users that are there, by status. */
export const USERS_BY_STATUS = `
  SELECT status, COUNT(*) AS count FROM users WHERE closing_goods IS NULL GROUP BY status`;

const ATTENTION = `
  (SELECT user_id, 'evotor' AS connection, problem_code, checked_at
   FROM evotor_connections WHERE status = 'needsAttention'
   UNION ALL
   SELECT user_id, 'vk', problem_code, checked_at
   FROM vk_connections WHERE status = 'needsAttention') AS c
  JOIN users u ON u.id = c.user_id AND u.status = 'active'`;

export const ATTENTION_COUNT = `SELECT COUNT(*) AS count FROM ${ATTENTION}`;

/** The problems seen last, at most as many as asked for. */
export const ATTENTION_ITEMS = `
  SELECT u.id AS userId, u.email, u.name, c.connection, c.problem_code AS code, c.checked_at AS checkedAt
  FROM ${ATTENTION} ORDER BY c.checked_at DESC, u.id LIMIT ?`;

export interface AttentionRow {
  userId: number;
  email: string;
  name: string;
  connection: 'evotor' | 'vk';
  code: string | null;
  checkedAt: Date | null;
}

/** Runs asked for since a time, by how they stand. */
export const RUNS_BY_STATUS = `
  SELECT status, COUNT(*) AS count FROM sync_runs WHERE created_at >= ? GROUP BY status`;

/** What a run's error says: parameter: the path of one language in it. Older versions wrote one text for all. */
const SAID = `COALESCE(JSON_VALUE(error, '$.message'), JSON_VALUE(error, ?))`;

/** Why whole runs failed; parameters: a path for what is said, since when, how many. */
export const RUN_FAILURES = `
  SELECT 'run' AS kind, JSON_VALUE(error, '$.code') AS code, MAX(${SAID}) AS example,
         COUNT(*) AS count, COUNT(DISTINCT user_id) AS merchants
  FROM sync_runs
  WHERE created_at >= ? AND status IN ('partial', 'failed') AND JSON_VALUE(error, '$.code') <> 'items_failed'
  GROUP BY code ORDER BY count DESC LIMIT ?`;

/** Why products failed since a time, the example as it is stored; only runs that did not end well have any that did. */
export const PRODUCT_FAILURES = `
  SELECT 'product' AS kind, COALESCE(i.reason, 'unknown') AS code, MAX(i.message) AS example,
         COUNT(*) AS count, COUNT(DISTINCT r.user_id) AS merchants
  FROM sync_runs r JOIN sync_run_items i ON i.run_id = r.id
  WHERE r.created_at >= ? AND r.status <> 'succeeded' AND i.outcome = 'failed'
  GROUP BY code ORDER BY count DESC LIMIT ?`;

export type FailureRow = Pick<FailureReasonDto, 'kind' | 'code' | 'example'> & { count: string; merchants: string };

/** Runs that failed, the newest first; parameters: a path for what is said, since when, how many. */
export const FAILED_RUNS = `
  SELECT r.id, u.id AS userId, u.email, u.name, r.status, JSON_VALUE(r.error, '$.code') AS code,
         ${SAID} AS message, r.finished_at AS finishedAt
  FROM sync_runs r JOIN users u ON u.id = r.user_id
  WHERE r.created_at >= ? AND r.status = 'failed' ORDER BY r.created_at DESC LIMIT ?`;

export type FailedRunRow = Pick<FailedRunDto, 'id' | 'userId' | 'email' | 'name' | 'status'> & {
  code: string | null;
  message: string | null;
  finishedAt: Date | null;
};
