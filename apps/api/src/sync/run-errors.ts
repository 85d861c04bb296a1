import { EvotorBadRequestError, EvotorError } from '@evosync/evotor';
import {
  VkApiError,
  VkConnectionError,
  VkIdUnavailableError,
  VkIncompleteListingError,
  VkTransportError,
  VkUnknownOutcomeError,
  VkUploadError,
} from '@evosync/vk';
import { evotorProblemOf, vkProblemOf } from '../connections/connection-problems.js';
import type { ConnectionProblem } from '../connections/connection-status.js';
import type { RunError } from './run.js';
import { RUN_END_WORDS } from './run-words.js';

/** The merchant pressed "cancel". */
export class RunCancelled extends Error {
  constructor() {
    super('The run was cancelled');
    this.name = 'RunCancelled';
  }
}

/** Something that concerns the whole shop ends the run (M13). */
export class RunEnded extends Error {
  constructor(
    readonly runError: RunError,
    /** Set when a connection is to blame. */
    readonly connection: { side: 'evotor' | 'vk'; problem: ConnectionProblem } | null = null,
    options?: ErrorOptions,
  ) {
    super(runError.code, options);
    this.name = 'RunEnded';
  }
}

const CAPTCHA = 14;

/** What an error of a whole step means for the run; null when it is not the outside world's fault. */
export function runEndOf(error: unknown): RunEnded | null {
  if (error instanceof RunEnded) return error;
  const evotor = evotorProblemOf(error);
  if (evotor) return endedBy('evotor', evotor, error);
  const vk = vkProblemOf(error);
  if (vk) return endedBy('vk', vk, error);
  if (error instanceof EvotorBadRequestError || (error instanceof VkApiError && error.family === 'bug')) {
    return new RunEnded(internalError(), null, { cause: error });
  }
  if (error instanceof EvotorError) return endedWith('evotor_unavailable', 'wait', error);
  if (error instanceof VkApiError && error.code === CAPTCHA) return endedWith('captcha', 'merchant', error);
  if (error instanceof VkApiError && (error.family === 'quota' || error.family === 'slow'))
    return endedWith('quota', 'wait', error);
  // The photo of goods that have none is the operators' own: no merchant can mend it.
  if (error instanceof VkUploadError && error.text !== null)
    return endedWith('default_photo_rejected', 'evosync', error);
  if (
    error instanceof VkApiError ||
    error instanceof VkUploadError ||
    error instanceof VkConnectionError ||
    error instanceof VkIdUnavailableError ||
    error instanceof VkTransportError ||
    error instanceof VkUnknownOutcomeError ||
    error instanceof VkIncompleteListingError
  ) {
    return vkUnavailable(error);
  }
  return null;
}

/** Evotor's market has stopped the application for this merchant. */
export function pausedBy(pause: ConnectionProblem): RunEnded {
  return new RunEnded({ ...pause, who: 'merchant' });
}

/** VK does not answer: the next run will go on. */
export function vkUnavailable(cause: unknown): RunEnded {
  return endedWith('vk_unavailable', 'wait', cause);
}

/** Something broke on our side: no merchant can mend it. */
export function internalError(): RunError {
  return { code: 'internal', message: RUN_END_WORDS.internal, who: 'evosync' };
}

function endedWith(code: keyof typeof RUN_END_WORDS, who: RunError['who'], cause: unknown): RunEnded {
  return new RunEnded({ code, message: RUN_END_WORDS[code], who }, null, { cause });
}

function endedBy(side: 'evotor' | 'vk', problem: ConnectionProblem, cause: unknown): RunEnded {
  return new RunEnded({ ...problem, who: 'merchant' }, { side, problem }, { cause });
}
