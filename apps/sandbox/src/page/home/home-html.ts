import { SCENARIO_NAMES, type Sims, type StartingWorld, type WorldMerchant } from '../../scenarios/index.js';
import { html, Html } from './html.js';
import { INCIDENTS } from './incidents.js';
import { page } from './layout.js';

const STYLE = new Html(`
.incident { display: grid; gap: .2rem; align-content: start; } .incident button { text-align: left; width: 100%; }
dl { display: grid; margin: .6rem 0 0; }
`);

/** Names of the scenarios in the visitor's words. */
const SCENARIO_TITLES: Readonly<Record<string, string>> = {
  'tea-shop': 'Чайная с двумя магазинами',
  groceries: 'Продукты у дома',
  'empty-shop': 'Пустой магазин',
  'two-merchants': 'Два продавца',
  'unpaid-store': 'Один магазин не оплачен',
  big: 'Склад на 5000 товаров',
};

/** The front page: merchants with their doors and keys, what can go wrong, starting anew. */
export function homePage(sims: Sims, world: StartingWorld, notice: string): string {
  const body = html`
    <h1>${SCENARIO_TITLES[world.scenario] ?? world.scenario}</h1>
    ${notice !== '' && html`<p class="card notice" role="status">${notice}</p>`}
    <div class="grid">${world.merchants.map((merchant) => merchantCard(sims, merchant))}</div>
    <section class="card">
      <h2>Что может пойти не так</h2>
      <p class="soft">${faultsNow(sims)}</p>
      <div class="grid">
        ${Object.entries(INCIDENTS).map(
          ([name, { title, about }]) =>
            html`<form class="incident" method="post" action="/incidents/${name}">
              <button class="${name === 'repair' ? 'main' : ''}">${title}</button>
              <span class="soft">${about}</span>
            </form>`,
        )}
      </div>
    </section>
    <form class="card" method="post" action="/start">
      <h2>Начать заново</h2>
      <div class="row">
        <select name="scenario" aria-label="Сценарий">
          ${SCENARIO_NAMES.map(
            (name) =>
              html`<option value="${name}" ${name === world.scenario && new Html('selected')}>
                ${SCENARIO_TITLES[name] ?? name}
              </option>`,
          )}
        </select>
        <button class="warm">Начать заново</button>
        <span class="soft">Всё, что было в кассе и в VK, исчезнет.</span>
      </div>
    </form>
  `;
  return page('Начало', body, STYLE);
}

function merchantCard(sims: Sims, merchant: WorldMerchant): Html {
  const stores = sims.evotor.state.storesOf(merchant.evotorUserId);
  const goods = stores.reduce((count, store) => count + store.products.size, 0);
  const items = sims.vk.state.communities.get(merchant.groupId)?.items.values() ?? [];
  const shown = [...items].filter((item) => item.erasedAt === null).length;
  return html`<section class="card">
    <h2>${merchant.name}</h2>
    <p class="soft">Магазинов: ${stores.length}, товаров в кассе: ${goods}, товаров в VK: ${shown}</p>
    <div class="row">
      <a class="button main" href="/register/${merchant.evotorUserId}">Касса</a>
      <a class="button main" href="/shop/${merchant.groupId}">Витрина VK</a>
    </div>
    <dl>
      <dt>Токен Эвотора</dt>
      <dd><code>${merchant.evotorToken}</code></dd>
      <dt>Токен VK</dt>
      <dd><code>${merchant.vkToken}</code></dd>
      <dt>Номер сообщества VK</dt>
      <dd><code>${merchant.groupId}</code></dd>
    </dl>
  </section>`;
}

function faultsNow({ evotor, vk }: Sims): string {
  const waiting = evotor.faults.list().length + vk.faults.list().length;
  return waiting === 0 ? 'Сейчас всё исправно.' : `Задано неполадок: ${waiting}.`;
}
