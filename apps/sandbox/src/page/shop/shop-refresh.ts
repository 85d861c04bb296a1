/**
 * Runs in the buyer's browser: every two seconds asks for what changed and replaces only the cards, sections and tabs
 * that differ, so that nothing flickers and the page does not jump.
 */
export const SHOP_REFRESH = `
const live = document.getElementById('live');
function patch(old, fresh) {
  if (old.outerHTML === fresh.outerHTML) return;
  if (!old.hasAttribute('data-list') || !fresh.hasAttribute('data-list')) {
    if (fresh.classList.contains('card')) fresh.classList.add('fresh');
    old.replaceWith(fresh);
    return;
  }
  const known = new Map([...old.children].map((child) => [child.dataset.key, child]));
  let place = old.firstElementChild;
  for (const child of [...fresh.children]) {
    const twin = known.get(child.dataset.key);
    known.delete(child.dataset.key);
    if (!twin) {
      if (child.classList.contains('card')) child.classList.add('fresh');
      old.insertBefore(child, place);
      continue;
    }
    if (twin === place) place = place.nextElementSibling;
    else old.insertBefore(twin, place);
    patch(twin, child);
  }
  for (const gone of known.values()) gone.remove();
}
async function refresh() {
  try {
    const url = new URL(location.href);
    url.searchParams.set('since', live.dataset.version);
    url.searchParams.set('fragment', '1');
    const response = await fetch(url);
    if (response.status !== 200) return;
    const sheet = document.createElement('template');
    sheet.innerHTML = await response.text();
    const fresh = sheet.content.firstElementChild;
    live.querySelectorAll('.fresh').forEach((card) => card.classList.remove('fresh'));
    live.dataset.version = fresh.dataset.version;
    patch(live, fresh);
  } catch {
    live.dataset.version = '';
  }
}
setInterval(() => { if (!document.hidden) refresh(); }, 2000);
`;
