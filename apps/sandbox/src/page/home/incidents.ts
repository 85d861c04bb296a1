import { setTimeout } from 'node:timers';
import type { FaultSpec } from '../../vk/faults.js';
import type { Sims, StartingWorld } from '../../scenarios/index.js';

/** Something that goes wrong, or is put right, at the press of a button. */
export interface Incident {
  title: string;
  /** What the visitor will see of it. */
  about: string;
  strike: (sims: Sims, world: StartingWorld) => void;
}

const HALF_MINUTE = 30_000;
const SMALL_PAGE = 100;

/** Every button of the panel by its name in the address. */
export const INCIDENTS: Readonly<Record<string, Incident>> = {
  'evotor-500': {
    title: 'Эвотор: 500 посреди списка',
    about: 'Полминуты вторая страница товаров не читается. Ни один товар не должен пропасть из VK.',
    strike: ({ evotor }) => {
      evotor.settings.pageSize = SMALL_PAGE;
      evotor.faults.add({ kind: 'status', status: 500, path: '/products$', nth: 2, forMs: HALF_MINUTE });
    },
  },
  'evotor-cut': {
    title: 'Эвотор: обрыв связи',
    about: 'Ответ о товарах обрывается на середине, один раз.',
    strike: ({ evotor }) => void evotor.faults.add({ kind: 'cut', path: '/products$' }),
  },
  'evotor-busy': {
    title: 'Эвотор: слишком много запросов',
    about: 'Три ответа 429 подряд с просьбой подождать 2 секунды.',
    strike: ({ evotor }) => void evotor.faults.add({ kind: 'status', status: 429, retryAfter: 2, times: 3 }),
  },
  'evotor-unpaid': {
    title: 'Эвотор: магазин не оплачен',
    about: 'Последний магазин первого продавца отвечает 402. Его товары в VK остаются как есть.',
    strike: (sims, world) => setPaid(sims, world.merchants[0]?.storeIds.at(-1), false),
  },
  'evotor-token': {
    title: 'Эвотор: токен отозван',
    about: 'Полминуты на все запросы ответ 401.',
    strike: ({ evotor }) => void evotor.faults.add({ kind: 'status', status: 401, forMs: HALF_MINUTE }),
  },
  'vk-down': {
    title: 'VK не отвечает 30 с',
    about: 'Соединения обрываются до того, как VK что-либо сделал.',
    strike: ({ vk }) => forHalfMinute(vk, { method: '*', where: 'top', effect: { type: 'cut', when: 'before' } }),
  },
  'vk-html': {
    title: 'VK: страница 502 вместо ответа',
    about: 'Пять раз подряд приходит HTML.',
    strike: ({ vk }) =>
      void vk.faults.add({ method: '*', where: 'top', times: 5, effect: { type: 'html', status: 502 } }),
  },
  'vk-lost-answer': {
    title: 'VK: потерять ответ после создания',
    about: 'Следующий товар будет создан, но ответ не дойдёт. Второй такой же появиться не должен.',
    strike: ({ vk }) => void vk.faults.add({ method: 'market.add', nth: 1, effect: { type: 'cut', when: 'after' } }),
  },
  'vk-flood': {
    title: 'VK: «слишком часто» (код 9)',
    about: 'Три создания подряд получают отказ по частоте.',
    strike: ({ vk }) => void vk.faults.add({ method: 'market.add', times: 3, effect: { type: 'error', code: 9 } }),
  },
  'vk-token': {
    title: 'VK: токен недействителен',
    about: 'Полминуты на все запросы ошибка 5.',
    strike: ({ vk }) => forHalfMinute(vk, { method: '*', where: 'top', effect: { type: 'error', code: 5 } }),
  },
  'vk-closed': {
    title: 'VK: товары в сообществе выключены',
    about: 'Ошибка 1438, пока не нажато «Всё починить».',
    strike: (sims, world) => setShops(sims, world, false),
  },
  repair: {
    title: 'Всё починить',
    about: 'Снимает все неполадки и возвращает обычные настройки.',
    strike: (sims, world) => {
      sims.evotor.faults.clear();
      sims.evotor.settings.pageSize = 1000;
      sims.vk.faults.clear();
      setShops(sims, world, true);
      for (const { storeIds } of world.merchants) for (const id of storeIds) setPaid(sims, id, true);
    },
  },
};

function forHalfMinute(vk: Sims['vk'], fault: FaultSpec): void {
  const { id } = vk.faults.add(fault);
  setTimeout(() => vk.faults.clear(id), HALF_MINUTE).unref();
}

function setPaid({ evotor }: Sims, storeId: string | undefined, paid: boolean): void {
  const store = storeId === undefined ? undefined : evotor.state.stores.get(storeId);
  if (store) store.paid = paid;
}

function setShops({ vk }: Sims, world: StartingWorld, enabled: boolean): void {
  for (const { groupId } of world.merchants) {
    const community = vk.state.communities.get(groupId);
    if (community) community.marketEnabled = enabled;
  }
}
