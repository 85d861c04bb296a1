/** How the application token is shown to the service. */
export type AppAuth =
  | { kind: 'bearer'; token: string }
  | { kind: 'basic'; login: string; password: string }
  /** The value alone, without a scheme. */
  | { kind: 'bare'; token: string };

/** The spelling of what is sent, where Evotor's documents and what was seen disagree. */
export interface WebhookStyle {
  /** `/user/create` as today's reference has it, or `/api/v1/user/create`. */
  paths: 'short' | 'long';
  trailingSlash: boolean;
  /** Field with the merchant's id: `userUuid` before autumn 2017. */
  userKey: 'userId' | 'userUuid';
  /** The milliseconds of installation events and receipts as a number or as a text of digits. */
  timestamps: 'number' | 'string';
  /** First letter of the types of events. */
  typeCase: 'upper' | 'lower';
  /** Fields that no document knows. */
  extraFields: boolean;
  /** The user token with or without `Bearer`. */
  userAuth: 'bearer' | 'bare';
  /** v1 camelCase products, or the words of API v2. */
  products: 'v1' | 'v2';
}

/** Whom Evotor calls, how, and what it tells unasked. */
export interface WebhookSettings {
  /** Base URL of the service, to which the paths are appended; empty: nothing is sent. */
  baseUrl: string;
  appAuth: AppAuth;
  /** The application's id in the market: `productId` of the events. */
  appId: string;
  style: WebhookStyle;
  /** What an edit at the till is announced by. */
  notify: { products: boolean; documents: boolean };
  /** How long an answer is waited for. */
  timeoutMs: number;
  /** From one attempt to the next, and how long repeats go on; a minute and 3 days. */
  retryMs: number;
  retryForMs: number;
  /** Attempts of create and verify, whose merchant waits before the screen. */
  requestAttempts: number;
  /** How many times faster than the world's the clock of the repeats runs. */
  speed: number;
}

const MINUTE = 60_000;
const THREE_DAYS = 3 * 24 * 60 * MINUTE;

/** What a fresh simulator sends with. */
export const DEFAULT_WEBHOOK_SETTINGS: WebhookSettings = {
  baseUrl: '',
  appAuth: { kind: 'bearer', token: '' },
  appId: '1b9e6f70-2c4d-4a81-9e35-7f08d2c6b5a1',
  style: {
    paths: 'short',
    trailingSlash: false,
    userKey: 'userId',
    timestamps: 'number',
    typeCase: 'upper',
    extraFields: false,
    userAuth: 'bearer',
    products: 'v1',
  },
  notify: { products: false, documents: false },
  timeoutMs: 10_000,
  retryMs: MINUTE,
  retryForMs: THREE_DAYS,
  requestAttempts: 3,
  speed: 1,
};

/** Changes to the settings: `style` and `notify` field by field. */
export type WebhookChanges = Partial<Omit<WebhookSettings, 'style' | 'notify'>> & {
  style?: Partial<WebhookStyle>;
  notify?: Partial<WebhookSettings['notify']>;
};

const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  paths: ['short', 'long'],
  userKey: ['userId', 'userUuid'],
  timestamps: ['number', 'string'],
  typeCase: ['upper', 'lower'],
  userAuth: ['bearer', 'bare'],
  products: ['v1', 'v2'],
};

/** The settings with the changes in them. Throws on an unknown name, a wrong kind of value and a wrong address. */
export function changedSettings(settings: WebhookSettings, changes: WebhookChanges): WebhookSettings {
  const { style, notify, ...plain } = changes;
  checkNames(plain, settings);
  const { baseUrl, appAuth, speed } = plain;
  if (baseUrl && !/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? '')) throw new Error('baseUrl must be an address');
  if (appAuth && !['bearer', 'basic', 'bare'].includes(appAuth.kind)) throw new Error('appAuth.kind is unknown');
  if (speed !== undefined && speed <= 0) throw new Error('speed must be more than 0');
  return {
    ...settings,
    ...plain,
    style: changedStyle(settings.style, style),
    notify: { ...settings.notify, ...checkNames(notify ?? {}, settings.notify) },
  };
}

/** The style with the changes in it. Throws on an unknown name or word. */
export function changedStyle(style: WebhookStyle, changes: Partial<WebhookStyle> = {}): WebhookStyle {
  checkNames(changes, style);
  for (const [name, value] of Object.entries(changes)) {
    const choices = CHOICES[name];
    if (choices && !choices.includes(value)) throw new Error(`${name} must be one of ${choices.join(', ')}`);
  }
  return { ...style, ...changes };
}

function checkNames<T extends object>(changes: T, known: object): T {
  for (const [name, value] of Object.entries(changes) as [string, unknown][]) {
    const own: unknown = Object.getOwnPropertyDescriptor(known, name)?.value;
    if (own === undefined) throw new Error(`${name} is no setting of the webhooks`);
    if (typeof value !== typeof own) throw new Error(`${name} must be a ${typeof own}`);
  }
  return changes;
}
