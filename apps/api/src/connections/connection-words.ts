import type { BothLanguages, Language } from '../common/words.js';

/** What is wrong with a connection, by its stable code. */
export const CONNECTION_PROBLEM_WORDS = {
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
  not_in_roubles: {
    ru: 'Цены в магазине сообщества не в рублях, а на кассе — в рублях. Выберите рубли в настройках товаров сообщества.',
    en: 'The community’s shop has its prices in another currency, the register in roubles. Choose roubles in the community’s settings of goods.',
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
  unavailable: {
    ru: 'Сервис сейчас не отвечает. Попробуйте ещё раз через минуту.',
    en: 'The service does not answer now. Try again in a minute.',
  },
} satisfies Record<string, BothLanguages>;

/** The short message to a merchant whose connection needs attention. */
export const CONNECTION_NOTICE: Record<Language, (name: string, link: string) => string> = {
  ru: (name, link) => `EvoSync: подключение «${name}» не работает, магазин не обновляется. Исправить: ${link}`,
  en: (name, link) => `EvoSync: the connection to ${name} does not work, the shop is not updated. Mend it: ${link}`,
};

/** What the two clouds are called. */
export const CLOUD_NAMES = {
  evotor: { ru: 'Эвотор', en: 'Evotor' },
  vk: { ru: 'ВКонтакте', en: 'VK' },
} satisfies Record<string, BothLanguages>;
