import type { VkSim } from '../../vk/index.js';
import type { ConsentRequest, RefusedRequest } from '../../vk/vk-id/index.js';
import { html, Html } from '../home/html.js';
import { page } from '../home/layout.js';

const STYLE = new Html(`
main { max-width: 34rem; } fieldset { border: 0; padding: 0; margin: 0 0 1rem; } legend { font-weight: 600; margin-bottom: .4rem; }
.person { display: flex; gap: .7rem; align-items: start; padding: .5rem .6rem; border-radius: .6rem; cursor: pointer; }
.person:hover, .person:has(:checked) { background: var(--ground); } .person input { margin-top: .35rem; } .person .soft { display: block; }
input:focus-visible { outline: 2px solid var(--main); outline-offset: 2px; } details { margin-bottom: 1rem; } .row button { flex: 1; padding: .6rem; }
`);

/** Rights in the visitor's words; others are shown by their names. */
const SCOPE_TITLES: Readonly<Record<string, string>> = {
  'vkid.personal_info': 'имя и фамилия',
  market: 'товары сообществ',
  photos: 'фотографии',
  groups: 'список сообществ',
  email: 'адрес почты',
  phone: 'телефон',
};

const LEVELS: Readonly<Record<number, string>> = { 1: 'модератор', 2: 'редактор', 3: 'администратор' };

/** What the page of consent shows. */
interface ConsentFrame {
  request: ConsentRequest;
  query: string;
  problem: string;
}

/** The page on which somebody simulated agrees or does not. */
export function consentPage(vk: VkSim, { request, query, problem }: ConsentFrame): string {
  const people = [...vk.state.users.values()];
  const first = people.find((user) => user.roles.size > 0) ?? people[0];
  const body = html`
    <h1>Вход через VK ID</h1>
    ${problem !== '' && html`<p class="card problem" role="alert">${problem}</p>`}
    <form class="card" method="post" action="/vk/authorize?${query}">
      <p>
        Приложение ${request.clientId} (${new URL(request.redirectUri).host}) просит доступ:
        ${request.scopes.map((scope) => SCOPE_TITLES[scope] ?? scope).join(', ')}.
      </p>
      <fieldset>
        <legend>Кто входит</legend>
        ${people.map(
          (user) =>
            html`<label class="person">
              <input type="radio" name="user" value="${user.id}" ${user === first && new Html('checked')} />
              <span>${user.firstName} ${user.lastName}<span class="soft">${dutiesOf(vk, user.roles)}</span></span>
            </label>`,
        )}
      </fieldset>
      <details>
        <summary>Для проверки</summary>
        <label><input type="checkbox" name="withhold" value="market" /> не давать право на товары</label>
      </details>
      <div class="row">
        <button class="main" name="decision" value="allow">Разрешить</button>
        <button name="decision" value="deny">Отклонить</button>
      </div>
    </form>
  `;
  return page('Вход через VK ID', body, STYLE);
}

/** The page for a request so wrong that nobody can be sent back. */
export function refusedPage({ error, description }: RefusedRequest): string {
  const body = html`<h1>Вход невозможен</h1>
    <p class="card problem" role="alert">
      Приложение обратилось к VK ID неправильно: ${description} (<code>${error}</code>).
    </p>`;
  return page('Вход невозможен', body, STYLE);
}

function dutiesOf(vk: VkSim, roles: ReadonlyMap<number, number>): string {
  const duties = [...roles].map(
    ([groupId, level]) => `${LEVELS[level] ?? ''} «${vk.state.communities.get(groupId)?.name ?? groupId}»`,
  );
  return duties.length > 0 ? duties.join(', ') : 'не управляет сообществами';
}
