import { EvotorForbiddenError, EvotorSubscriptionRequiredError, EvotorTokenRejectedError } from '@evosync/evotor';
import { VkApiError, VkConnectionError } from '@evosync/vk';
import type { ConnectionProblem } from './connection-status.js';

/** Plain words for what is wrong with a connection; the SPA translates by code, these are for everybody else. */
const WORDS: Record<string, string> = {
  token_rejected: 'Токен не подходит или отозван. Получите новый и вставьте его ещё раз.',
  not_a_user_token: 'Это не токен пользователя ВКонтакте. Нужен токен человека, который управляет сообществом.',
  group_not_found: 'Сообщество с таким номером не найдено.',
  not_a_manager: 'Владелец токена не управляет этим сообществом: нужна роль редактора или администратора.',
  market_disabled: 'В сообществе выключены товары. Включите раздел «Товары» в настройках сообщества.',
  no_market_scope: 'У токена нет права «Товары». Получите токен с правом market.',
  group_blocked: 'Сообщество заблокировано или удалено.',
  forbidden: 'Эвотор не даёт доступа: проверьте, что приложение установлено и у него есть права на товары.',
  subscription_required: 'Эвотор сообщает, что приложение не оплачено или не установлено на кассу.',
  unavailable: 'Сервис сейчас не отвечает. Попробуйте ещё раз через минуту.',
};

/** The problem for a code, in plain Russian. */
export function connectionProblem(code: string): ConnectionProblem {
  return { code, message: WORDS[code] ?? WORDS['unavailable'] ?? code };
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
