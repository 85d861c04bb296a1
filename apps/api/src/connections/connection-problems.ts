import { EvotorForbiddenError, EvotorSubscriptionRequiredError, EvotorTokenRejectedError } from '@evosync/evotor';
import { VkApiError, VkConnectionError, VkIdRefusedError, VkIdUnavailableError } from '@evosync/vk';
import type { ConnectionProblem, ConnectionProblemCode } from './connection-status.js';
import { CONNECTION_PROBLEM_WORDS } from './connection-words.js';

/** The problem for a code, in plain words. */
export function connectionProblem(code: ConnectionProblemCode): ConnectionProblem {
  return { code, message: CONNECTION_PROBLEM_WORDS[code] };
}

/** The problem that stands noted as this code; what another version noted, and this one does not know, is passing. */
export function notedProblem(code: string | null): ConnectionProblem {
  const isKnown = code !== null && Object.hasOwn(CONNECTION_PROBLEM_WORDS, code);
  return connectionProblem(isKnown ? (code as ConnectionProblemCode) : 'unavailable');
}

/** What an error of the Evotor client says about the connection itself; null when it is not the connection's fault. */
export function evotorProblemOf(error: unknown): ConnectionProblem | null {
  if (error instanceof EvotorTokenRejectedError) return connectionProblem('token_rejected');
  if (error instanceof EvotorSubscriptionRequiredError) return connectionProblem('subscription_required');
  if (error instanceof EvotorForbiddenError) return connectionProblem('forbidden');
  return null;
}

/** What an error of the VK client says about the connection itself; null when it is not the connection's fault. */
export function vkProblemOf(error: unknown): ConnectionProblem | null {
  const renewal = renewalFailureIn(error);
  if (renewal) return renewal instanceof VkIdRefusedError ? connectionProblem('sign_in_expired') : null;
  if (error instanceof VkConnectionError) {
    return error.code === 'unavailable' ? null : connectionProblem(error.code);
  }
  if (!(error instanceof VkApiError)) return null;
  if (error.family === 'user-token') {
    return connectionProblem(error.code === 27 || error.code === 28 ? 'not_a_user_token' : 'token_rejected');
  }
  if (error.family === 'user-shop') {
    if (error.code === 1438 || error.code === 1525 || error.code === 1526) return connectionProblem('market_disabled');
    return connectionProblem(error.code === 15 ? 'no_market_scope' : 'not_a_manager');
  }
  return null;
}

/** Why no other token could be had for one that ended; it stands behind VK's refusal of that one. */
function renewalFailureIn(error: unknown): VkIdRefusedError | VkIdUnavailableError | null {
  if (error instanceof VkIdRefusedError || error instanceof VkIdUnavailableError) return error;
  return error instanceof Error && error.cause !== undefined ? renewalFailureIn(error.cause) : null;
}
