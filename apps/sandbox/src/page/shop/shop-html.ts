import type { Community } from '../../vk/types.js';
import { escapeHtml, goodsCount } from './markup.js';
import { SHOP_REFRESH } from './shop-refresh.js';
import { SHOP_STYLE } from './shop-style.js';
import type { Section, Ware } from './shop-view.js';

interface Frame {
  community: Community;
  total: number;
}

/** A whole page around the part that renews itself. */
export function wholePage(title: string, live: string): string {
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${SHOP_STYLE}</style>
</head>
<body>
${live}
<script>${SHOP_REFRESH}</script>
</body>
</html>`;
}

/** The shop's sections; `single` is one section opened in full. Elements with `data-key` are renewed one by one. */
export function shopPart(frame: Frame, sections: Section[], single: boolean): string {
  const base = `/shop/${frame.community.groupId}`;
  const tabs = sections.map(
    ({ key, title, total }) =>
      `<a data-key="${key}" href="#album-${key}">${escapeHtml(title)}<span>${total}</span></a>`,
  );
  const empty = '<div class="empty" data-key="empty">В магазине пока нет товаров</div>';
  const content = sections.map((section) => sectionHtml(base, section, single)).join('') || empty;
  return livePart(
    frame.community,
    [
      `<nav class="tabs" data-key="tabs" data-list>${single ? '' : tabs.join('')}</nav>`,
      ...(single ? [`<a class="back" data-key="back" href="${base}">← Весь магазин</a>`] : []),
      `<div data-key="sections" data-list>${content}</div>`,
    ].join(''),
    frame.total,
  );
}

/** One item with all its photos, its state and its description. */
export function itemPart(frame: Frame, ware: Ware | undefined): string {
  const back = `<a class="back" data-key="back" href="/shop/${frame.community.groupId}">← Весь магазин</a>`;
  const gone = '<div class="empty" data-key="gone">Этого товара в магазине больше нет</div>';
  return livePart(frame.community, back + (ware ? itemHtml(ware) : gone), frame.total);
}

function livePart(community: Community, content: string, total: number): string {
  const name = escapeHtml(community.name);
  const initial = escapeHtml([...community.name][0]?.toUpperCase() ?? 'М');
  const closed = community.marketEnabled
    ? ''
    : '<div class="closed" data-key="closed">Товары в этом сообществе сейчас отключены</div>';
  return `<div id="live" data-version="${community.version}" data-list><div class="cover" data-key="cover"></div><main class="page" data-key="page" data-list><header class="head" data-key="head"><div class="logo">${initial}</div><div><h1>${name}</h1><p>${goodsCount(total)} в магазине</p></div></header>${closed}${content}</main></div>`;
}

function sectionHtml(base: string, { key, title, total, wares }: Section, single: boolean): string {
  const all =
    !single && total > wares.length ? `<a href="${base}?album=${key}">Показать все ${goodsCount(total)}</a>` : '';
  const cards = wares.map((ware) => cardHtml(base, ware)).join('');
  const none = '<div class="empty" data-key="none">В подборке пока пусто</div>';
  return `<section id="album-${key}" data-key="${key}" data-list><div class="title" data-key="title"><h2>${escapeHtml(title)}</h2><span>${goodsCount(total)}</span>${all}</div><div class="grid" data-key="grid" data-list>${cards || none}</div></section>`;
}

function cardHtml(base: string, ware: Ware): string {
  const badge = ware.inStock ? '' : '<span class="badge">Нет в наличии</span>';
  const left = ware.inStock ? `<div class="left">${ware.left}</div>` : '';
  return `<a class="card${ware.inStock ? '' : ' gone'}" data-key="${ware.id}" href="${base}/item/${ware.id}"><div class="photo">${pictureHtml(ware)}${badge}</div><div class="text">${priceHtml(ware)}<div class="name">${escapeHtml(ware.title)}</div>${left}</div></a>`;
}

function itemHtml(ware: Ware): string {
  const more = ware.gallery.slice(1).map((url) => `<img src="${escapeHtml(url)}" alt="">`);
  const button = ware.url
    ? `<a class="buy" href="${escapeHtml(ware.url)}" rel="noopener noreferrer" target="_blank">Перейти в магазин</a>`
    : '';
  return `<article class="item${ware.inStock ? '' : ' gone'}" data-key="item"><div><div class="photo">${pictureHtml(ware)}</div><div class="small">${more.join('')}</div></div><div><h1>${escapeHtml(ware.title)}</h1>${priceHtml(ware)}<div class="state${ware.inStock ? '' : ' no'}">${ware.left}</div><div class="about">${escapeHtml(ware.description)}</div>${button}</div></article>`;
}

function pictureHtml(ware: Ware): string {
  return ware.picture
    ? `<img src="${escapeHtml(ware.picture)}" alt="${escapeHtml(ware.title)}" loading="lazy">`
    : '<div class="none">Нет фото</div>';
}

function priceHtml(ware: Ware): string {
  const old = ware.oldPrice === null ? '' : `<s>${escapeHtml(ware.oldPrice)}</s>`;
  return `<div class="price">${escapeHtml(ware.price)}${old}</div>`;
}
