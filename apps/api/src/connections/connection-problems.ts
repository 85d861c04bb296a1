import { EvotorForbiddenError, EvotorSubscriptionRequiredError, EvotorTokenRejectedError } from '@evosync/evotor';
import { VkApiError, VkConnectionError, VkIdRefusedError, VkIdUnavailableError } from '@evosync/vk';
import type { ConnectionProblem } from './connection-status.js';

interface BothLanguages {
  ru: string;
  en: string;
}

const UNAVAILABLE = {
  ru: 'Сервис сейчас не отвечает. Попробуйте ещё раз через минуту.',
  en: 'The service does not answer now. Try again in a minute.',
};

/** Plain words for what is wrong with a connection; the SPA translates by code, these are for everybody else. */
const WORDS: Record<string, BothLanguages> = {
  token_rejected: {
    ru: 'Токен не подходит или отозван. Получите новый и вставьте его ещё раз.',
    en: 'The token is wrong or was revoked. Get a new one and paste it again.',
  },
  not_a_user_token: {
    ru: 'Это не токен пользователя ВКонтакте. Нужен токен человека, который управляет сообществом.',
    en: 'This is not the token of a VK user. It has to be that of a person who manages the community.',
  },
  group_not_found: {
    ru: 'Сообщество с таким номером не найдено.',
    en: 'There is no community with this number.',
  },
  not_a_manager: {
    ru: 'Владелец токена не управляет этим сообществом: нужна роль редактора или администратора.',
    en: 'The owner of the token does not manage this community: they have to be an editor or an administrator.',
  },
  market_disabled: {
    ru: 'В сообществе выключены товары. Включите раздел «Товары» в настройках сообщества.',
    en: 'Goods are switched off in the community. Switch the section “Goods” on in its settings.',
  },
  no_market_scope: {
    ru: 'У токена нет права «Товары». Получите токен с правом market.',
    en: 'The token lacks the right to manage goods. Get one with the right “market”.',
  },
  no_groups_scope: {
    ru: 'ВКонтакте не дал права видеть ваши сообщества: укажите сообщество сами.',
    en: 'VK did not grant the right to see your communities: name the community yourself.',
  },
  sign_in_expired: {
    ru: 'Вход через VK ID больше не действует: войдите ещё раз.',
    en: 'The sign-in through VK ID is no longer valid: sign in again.',
  },
  group_blocked: {
    ru: 'Сообщество заблокировано или удалено.',
    en: 'The community is blocked or deleted.',
  },
  forbidden: {
    ru: 'Эвотор не даёт доступа: проверьте, что приложение установлено и у него есть права на товары.',
    en: 'Evotor refuses access: check that the application is installed and may read the goods.',
  },
  subscription_required: {
    ru: 'Эвотор сообщает, что приложение не оплачено или не установлено на кассу.',
    en: 'Evotor says that the application is not paid for or not installed on the register.',
  },
  app_uninstalled: {
    ru: 'Приложение удалено в Эвотор.Маркете. Установите его снова, и синхронизация продолжится сама.',
    en: 'The application was removed in Evotor’s market. Install it again, and syncing goes on by itself.',
  },
  subscription_ended: {
    ru: 'Подписка в Эвотор.Маркете закончилась. Оплатите её, и синхронизация продолжится сама.',
    en: 'The subscription in Evotor’s market has ended. Pay for it, and syncing goes on by itself.',
  },
  unavailable: UNAVAILABLE,
};

/** The problem for a code, in plain Russian. */
export function connectionProblem(code: string): ConnectionProblem {
  return { code, message: problemWords(code).ru };
}

/** What a problem's code means, in both languages. */
export function problemWords(code: string): BothLanguages {
  return WORDS[code] ?? UNAVAILABLE;
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
