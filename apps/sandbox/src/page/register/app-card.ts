import type { Attempt, EvotorSim } from '../../evotor/index.js';
import { html, type Html } from '../home/html.js';

/** Attempts shown under the card. */
const SHOWN = 5;

const KIND_TITLES: Readonly<Record<Attempt['kind'], string>> = {
  create: 'новая учётная запись',
  verify: 'вход в учётную запись',
  token: 'токен Облака',
  subscription: 'подписка',
  installation: 'установка',
  products: 'товары',
  documents: 'документы',
  receipt: 'чек',
  raw: 'прочее',
};

type ActionUrl = (name: string) => string;

/** The card «Приложение EvoSync»: install it, remove it, let the till tell of edits, and what was sent. */
export function appCard(evotor: EvotorSim, userId: string, action: ActionUrl): Html {
  const { settings, customers, sender } = evotor.webhooks;
  const customer = customers.get(userId);
  const isInstalled = customer?.installed === true;
  const attempts = sender.attempts.list({ userId }).slice(-SHOWN).reverse();
  return html`<section class="card" aria-labelledby="app-title">
    <h2 id="app-title">
      Приложение EvoSync <span class="tag">${isInstalled ? 'установлено' : 'не установлено'}</span>
    </h2>
    ${
      isInstalled
        ? installed(customer.tells ?? settings.notify.products, action)
        : installForm(settings.baseUrl, action)
    }
    ${
      attempts.length > 0 &&
      html`<details style="margin-top: 1rem">
        <summary>Что сообщил Эвотор</summary>
        ${attempts.map((attempt) => html`<p class="soft">${lineOf(attempt)}</p>`)}
      </details>`
    }
  </section>`;
}

function installed(isTelling: boolean, action: ActionUrl): Html {
  return html`<form method="post" action="${action('notify')}">
      <input type="hidden" name="on" value="${isTelling ? '0' : '1'}" />
      <p>
        <button class="${isTelling ? '' : 'main'}">
          ${isTelling ? 'Не сообщать EvoSync об изменениях' : 'Сообщать EvoSync об изменениях'}
        </button>
      </p>
      <p class="soft">
        ${isTelling ? 'О правках товаров и групп EvoSync узнаёт сразу.' : 'Правки EvoSync найдёт сам, по расписанию.'}
        Об удалении Эвотор не сообщает никогда.
      </p>
    </form>
    <form method="post" action="${action('uninstall')}">
      <button class="warm" data-ask="Удалить приложение EvoSync?">Удалить приложение</button>
    </form>`;
}

function installForm(baseUrl: string, action: ActionUrl): Html {
  return html`<details>
    <summary>Установить, как в магазине Эвотора</summary>
    <form method="post" action="${action('install')}">
      <p>
        <label>Адрес EvoSync для Эвотора <input type="url" name="baseUrl" value="${baseUrl}" required /></label>
      </p>
      <p>
        <label>Ключ приложения <input type="password" name="secret" autocomplete="off" /></label>
        <span class="soft">Пусто: тот, что задан раньше.</span>
      </p>
      <p>
        <label><input type="radio" name="account" value="verify" checked /> учётная запись EvoSync уже есть</label
        ><br />
        <label><input type="radio" name="account" value="create" /> завести новую</label>
      </p>
      <p>
        <label>Почта <input type="email" name="email" autocomplete="off" required /></label>
      </p>
      <p>
        <label>Пароль <input type="password" name="password" autocomplete="off" /></label>
        <span class="soft">Для новой учётной записи не нужен.</span>
      </p>
      <button class="main">Установить приложение</button>
    </form>
  </details>`;
}

function lineOf({ at, kind, type, status, error, attempt }: Attempt): string {
  const time = new Date(at).toLocaleTimeString('ru');
  const answer = status ?? (error === 'timeout' ? 'нет ответа 10 с' : 'нет связи');
  const what = type === '' ? KIND_TITLES[kind] : `${KIND_TITLES[kind]} (${type})`;
  return `${time} ${what}: ${answer}${attempt > 1 ? `, попытка ${attempt}` : ''}`;
}
