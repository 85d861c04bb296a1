import type { ProductRecord } from '../../evotor/index.js';
import { html, Html } from '../home/html.js';
import { page } from '../home/layout.js';
import { NO_GROUP, SCREEN, type RegisterQuery, type RegisterView } from './register-view.js';

/** What the page needs beside the view itself. */
export interface RegisterFrame {
  userId: string;
  query: RegisterQuery;
  /** Where the Cloud is mounted, for the pictures. */
  evotorPath: string;
  /** The card of the application. */
  app: Html;
  notice: string;
  problem: string;
}

const STYLE = new Html(`
.till { display: grid; gap: 1rem; grid-template-columns: 17rem minmax(0, 1fr); align-items: start; }
.tree a { display: flex; justify-content: space-between; gap: .5rem; padding: .15rem .5rem; border-radius: .4rem; text-decoration: none; color: inherit; }
.tree a:hover { background: var(--ground); } .tree a.here { background: var(--main); color: var(--on-main); }
.tree a span:last-child { opacity: .65; } .tree a.variants span:first-child { font-style: italic; }
table { width: 100%; border-collapse: collapse; } th { text-align: left; font-weight: 500; color: var(--soft); font-size: .85rem; }
td, th { padding: .35rem .3rem; border-top: 1px solid var(--line); vertical-align: middle; } td input, td select { width: 100%; }
td.name { width: 36%; } td.buttons .row { flex-wrap: nowrap; justify-content: flex-end; } td.number { width: 7rem; } td.group { width: 9rem; } td.name .row { flex-wrap: nowrap; }
img.thumb { width: 2.2rem; height: 2.2rem; border-radius: .4rem; } tr.off input { color: var(--soft); text-decoration: line-through; }
@media (max-width: 56rem) { .till { grid-template-columns: minmax(0, 1fr); } .tree { max-height: 15rem; overflow: auto; } thead { display: none; } tr { display: grid; grid-template-columns: 1fr 1fr; border-top: 1px solid var(--line); padding: .4rem 0; }
  td { border: 0; } td.name, td.buttons { grid-column: 1 / -1; } td.name, td.number, td.group { width: auto; } }
`);

const SCRIPT = new Html(`<script>
addEventListener('submit', (event) => {
  const question = event.submitter && event.submitter.dataset.ask;
  if (question && !confirm(question)) { event.preventDefault(); return; }
  sessionStorage.setItem('till-scroll', String(scrollY));
});
const kept = sessionStorage.getItem('till-scroll');
if (kept && document.querySelector('.notice')) scrollTo(0, Number(kept));
sessionStorage.removeItem('till-scroll');
</script>`);

/** The till of one merchant as a page. */
export function registerPage(view: RegisterView, frame: RegisterFrame): string {
  const { store } = view;
  const here = (changes: Partial<Record<'store' | 'group' | 'q' | 'page', string>>): string => {
    const { query } = frame;
    const all = {
      store: query.store?.id ?? '',
      group: query.group,
      q: query.search,
      page: String(query.page),
      ...changes,
    };
    return `?${new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString()}`;
  };
  const action = (name: string): string => `/register/${frame.userId}/${name}${here({})}`;
  const body = html`
    <div class="row" role="navigation" aria-label="Магазины">
      ${view.stores.map(
        (each) =>
          html`<a
            class="button ${each === store ? 'main' : ''}"
            href="${here({ store: each.id, group: '', page: '' })}"
          >
            ${each.name}${each.paid ? '' : ' (не оплачен)'}</a
          >`,
      )}
    </div>
    <h1>Касса: ${store?.name ?? 'магазинов нет'}</h1>
    ${frame.notice !== '' && html`<p class="card notice" role="status">${frame.notice}</p>`}
    ${frame.problem !== '' && html`<p class="card problem" role="alert">${frame.problem}</p>`}
    ${
      store &&
      html`<div class="till">
        <aside>${frame.app}${treeCard(view, frame, here)}${groupCard(view, frame, action)}</aside>
        <section>
          ${searchCard(frame)}${addProductCard(view, frame, action)}${productsCard(view, frame, here, action)}
        </section>
      </div>`
    }
    ${SCRIPT}
  `;
  return page('Касса', body, STYLE);
}

type Link = (changes: Partial<Record<'store' | 'group' | 'q' | 'page', string>>) => string;
type ActionUrl = (name: string) => string;

function treeCard(view: RegisterView, { query }: RegisterFrame, here: Link): Html {
  const entry = (id: string, name: string, count: number, depth: number, variants = false): Html => {
    const classes = `${query.group === id ? 'here' : ''} ${variants ? 'variants' : ''}`;
    return html`<a class="${classes}" href="${here({ group: id, page: '' })}" style="margin-left: ${depth}rem">
      <span>${name}</span><span>${count}</span></a
    >`;
  };
  return html`<nav class="card tree" aria-label="Группы">
    ${entry('', 'Все товары', view.store?.products.size ?? 0, 0)}
    ${view.tree.map(({ group, depth, count }) =>
      entry(group.id, group.fields.name, count, depth, (group.fields.attributes ?? []).length > 0),
    )}
    ${entry(NO_GROUP, 'Без группы', view.ungrouped, 0)}
  </nav>`;
}

function parentChoice(view: RegisterView, chosen: string, form?: string): Html {
  const known = chosen === '' || view.tree.some(({ group }) => group.id === chosen);
  return html`<select name="parent" aria-label="Группа" ${form !== undefined && html`form="${form}"`}>
    <option value="">Без группы</option>
    ${!known && html`<option value="${chosen}" selected>(группы нет)</option>`}
    ${view.tree.map(
      ({ group, depth }) =>
        html`<option value="${group.id}" ${group.id === chosen && new Html('selected')}>
          ${'– '.repeat(depth)}${group.fields.name}
        </option>`,
    )}
  </select>`;
}

function groupCard(view: RegisterView, { query }: RegisterFrame, action: ActionUrl): Html {
  const current = view.tree.find(({ group }) => group.id === query.group)?.group;
  return html`${
      current &&
      html`<form class="card" method="post" action="${action('save-group')}">
        <h2>Эта группа</h2>
        <input type="hidden" name="id" value="${current.id}" />
        <p><input name="name" value="${current.fields.name}" aria-label="Название группы" required /></p>
        <p>${parentChoice(view, current.fields.parent_id ?? '')}</p>
        <button class="main">Сохранить группу</button>
      </form>`
    }
    <form class="card" method="post" action="${action('add-group')}">
      <h2>Новая группа</h2>
      <p><input name="name" placeholder="Название" aria-label="Название новой группы" required maxlength="160" /></p>
      <p>${parentChoice(view, current?.id ?? '')}</p>
      <button>Добавить группу</button>
    </form>`;
}

function searchCard({ query }: RegisterFrame): Html {
  return html`<form class="card row" method="get" role="search">
    <input type="hidden" name="store" value="${query.store?.id}" />
    <input type="hidden" name="group" value="${query.group}" />
    <input
      type="search"
      name="q"
      value="${query.search}"
      placeholder="Название, код или штрихкод"
      aria-label="Поиск"
      size="34"
    />
    <button>Найти</button>
  </form>`;
}

function productsCard(view: RegisterView, frame: RegisterFrame, here: Link, action: ActionUrl): Html {
  const { page: current } = frame.query;
  const from = view.products.length === 0 ? 0 : (current - 1) * SCREEN + 1;
  return html`<div class="card">
    <table>
      <thead>
        <tr>
          <th>Товар</th>
          <th>Цена, ₽</th>
          <th>Остаток</th>
          <th>Группа</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${view.products.map((product) => productRow(view, frame, product, action))}
      </tbody>
    </table>
    <div class="row">
      <span class="soft">${from}–${from === 0 ? 0 : from + view.products.length - 1} из ${view.total}</span>
      ${current > 1 && html`<a class="button" href="${here({ page: String(current - 1) })}">← Назад</a>`}
      ${current < view.pages && html`<a class="button" href="${here({ page: String(current + 1) })}">Дальше →</a>`}
    </div>
  </div>`;
}

function productRow(view: RegisterView, frame: RegisterFrame, product: ProductRecord, action: ActionUrl): Html {
  const { fields, image } = product;
  const form = `p-${product.id}`;
  return html`<tr class="${fields.allow_to_sell ? '' : 'off'}">
    <td class="name">
      <form id="${form}" method="post" action="${action('save-product')}">
        <input type="hidden" name="id" value="${product.id}" />
      </form>
      <span class="row">
        ${image && html`<img class="thumb" src="${frame.evotorPath}/images/${image.id}.png" alt="" />`}
        <input form="${form}" name="name" value="${fields.name}" aria-label="Название" />
        ${fields.type !== 'NORMAL' && html`<span class="tag">${fields.type}</span>`}
        ${fields.is_age_limited === true && html`<span class="tag warm">18+</span>`}
      </span>
    </td>
    <td class="number">
      <input form="${form}" name="price" inputmode="decimal" value="${fields.price}" aria-label="Цена" />
    </td>
    <td class="number">
      <input
        form="${form}"
        name="quantity"
        inputmode="decimal"
        value="${fields.quantity ?? ''}"
        aria-label="Остаток"
        title="${fields.measure_name ?? ''}"
        placeholder="${fields.measure_name ?? ''}"
      />
    </td>
    <td class="group">${parentChoice(view, fields.parent_id ?? '', form)}</td>
    <td class="buttons">
      <span class="row">
        <button form="${form}" class="main">Сохранить</button>
        <button
          form="${form}"
          formaction="${action('toggle-sale')}"
          title="${fields.allow_to_sell ? 'Снять с продажи' : 'Вернуть в продажу'}"
        >
          ${fields.allow_to_sell ? 'Снять' : 'Вернуть'}
        </button>
        <button
          form="${form}"
          formaction="${action('delete-product')}"
          class="warm"
          data-ask="Удалить товар «${fields.name}»?"
          title="Удалить"
          aria-label="Удалить"
        >
          ✕
        </button>
      </span>
    </td>
  </tr>`;
}

function addProductCard(view: RegisterView, { query }: RegisterFrame, action: ActionUrl): Html {
  return html`<form class="card" method="post" action="${action('add-product')}">
    <h2>Новый товар</h2>
    <div class="row">
      <input
        name="name"
        placeholder="Название"
        aria-label="Название нового товара"
        required
        maxlength="160"
        size="34"
      />
      <input name="price" placeholder="Цена" aria-label="Цена нового товара" inputmode="decimal" required size="8" />
      <input name="quantity" placeholder="Остаток" aria-label="Остаток нового товара" inputmode="decimal" size="8" />
      <input name="measure" value="шт" aria-label="Единица" size="5" />
      ${parentChoice(view, query.group === NO_GROUP ? '' : query.group)}
      <label><input type="checkbox" name="picture" /> с картинкой</label>
      <button class="main">Добавить товар</button>
    </div>
  </form>`;
}
