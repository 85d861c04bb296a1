import type { EvotorSim, StepResult } from '../../evotor/index.js';
import { FormError, type Form } from './register-actions.js';

/** What Evotor's market tells a merchant about a refusal, by the code of the service's answer. */
const REFUSALS: Readonly<Record<number, string>> = {
  1001: 'EvoSync не признал ключ приложения',
  1006: 'неверная почта или пароль',
  2002: 'EvoSync не хватило данных',
  2003: 'EvoSync не принял данные',
  2004: 'эта касса уже связана с другой учётной записью EvoSync',
  2005: 'учётная запись EvoSync с такими данными уже есть',
};

type AppAction = (evotor: EvotorSim, userId: string, form: Form) => Promise<string>;

/** The buttons of the card «Приложение EvoSync». Each answers what to tell, rejects with `FormError`. */
export const APP_ACTIONS: Readonly<Record<string, AppAction>> = {
  install: async ({ webhooks }, userId, form) => {
    const [baseUrl, secret] = [trimmed(form, 'baseUrl'), trimmed(form, 'secret')];
    try {
      webhooks.change({ baseUrl, ...(secret === '' ? {} : { appAuth: { kind: 'bearer', token: secret } }) });
    } catch {
      throw new FormError('Адрес EvoSync: нужен полный адрес, с http:// или https://');
    }
    if (baseUrl === '') throw new FormError('Укажите адрес EvoSync');
    const email = trimmed(form, 'email');
    if (email === '') throw new FormError('Укажите почту');
    const account =
      form['account'] === 'create'
        ? ({ account: 'create', fields: { email } } as const)
        : ({ account: 'verify', username: email, password: form['password'] ?? '' } as const);
    const steps = await webhooks.install({ userId, ...account });
    const wrong = steps.find(({ delivered }) => !delivered);
    if (wrong?.step === 'account') throw new FormError(`Приложение не установлено: ${reasonOf(wrong)}`);
    if (wrong)
      return `Приложение установлено, но EvoSync принял не всё (${reasonOf(wrong)}); Эвотор повторит через минуту`;
    return 'Приложение EvoSync установлено';
  },
  uninstall: async ({ webhooks }, userId) => {
    demandTarget(webhooks.settings.baseUrl);
    await webhooks.uninstall(userId);
    return 'Приложение EvoSync удалено';
  },
  notify: async ({ webhooks }, userId, form) => {
    const isOn = form['on'] === '1';
    webhooks.customers.of(userId).tells = isOn;
    return isOn ? 'Касса сообщает EvoSync об изменениях' : 'Касса больше не сообщает EvoSync об изменениях';
  },
};

function reasonOf({ status, codes, problem }: StepResult): string {
  const known = codes.flatMap((code) => REFUSALS[code] ?? []);
  if (known.length > 0) return known.join(', ');
  if (problem !== null) return `ответ EvoSync не по правилам (${problem})`;
  return status === null ? 'EvoSync не ответил' : `EvoSync ответил ${status}`;
}

function demandTarget(baseUrl: string): void {
  if (baseUrl === '') throw new FormError('Адрес EvoSync не задан');
}

function trimmed(form: Form, field: string): string {
  return (form[field] ?? '').trim();
}
