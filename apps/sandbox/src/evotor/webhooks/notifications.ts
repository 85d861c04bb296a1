import { randomUUID } from 'node:crypto';
import type { StoreRecord } from '../model.js';
import type { EvotorState } from '../state.js';
import { documentBody, groupBody, productBody, receiptBody } from './bodies.js';
import { play, type Play, type StepResult } from './install.js';
import { placeOf } from './paths.js';
import type { Outgoing, Sending } from './sender.js';
import type { WebhookStyle } from './settings.js';

/** What notifications stand on. */
export interface NotificationParts {
  state: EvotorState;
  now: () => number;
  style: (changes: Partial<WebhookStyle> | undefined) => WebhookStyle;
  /** Throws where the service never gave a token for this merchant. */
  userAuth: (userId: string, style: WebhookStyle) => string;
  send: (webhook: Outgoing) => Sending;
}

/** How a notification is sent. */
export type NotificationOptions = Play & { style?: Partial<WebhookStyle> };

/** A push of goods: of the store as it is, or any `items` at all. */
export interface ProductsPush extends NotificationOptions {
  storeId: string;
  productIds?: string[];
  groupIds?: string[];
  /** Only these fields of each product, in the words of the style; whole products without. */
  fields?: string[];
  items?: unknown[];
}

/** A receipt or a document of the till about some goods; quantities are positive. */
export interface TillPaper extends NotificationOptions {
  storeId: string;
  type?: string;
  productIds: string[];
  quantity?: number;
}

type Position = Record<string, unknown> & { commodityUuid: string; commodityName: string; price: number };

/** Evotor's notifications, which carry the token that the service gave for the merchant. */
export class Notifications {
  readonly #parts: NotificationParts;

  constructor(parts: NotificationParts) {
    this.#parts = parts;
  }

  /** Goods and groups of a store. An unknown store may be told of with `items`. */
  products(userId: string, push: ProductsPush): Promise<StepResult[]> {
    const style = this.#parts.style(push.style);
    const store = this.#parts.state.stores.get(push.storeId);
    const body = push.items ?? (store ? bodiesOf(style, store, push) : []);
    return this.#notify(userId, 'products', push, body, style);
  }

  /** A document with one position for each product: INVENTORY unless told. */
  documents(userId: string, paper: TillPaper): Promise<StepResult[]> {
    const style = this.#parts.style(paper.style);
    const positions = this.#positions(paper).map((position) => ({ ...position, quantity: paper.quantity ?? 1 }));
    const { type = 'INVENTORY', storeId: store } = paper;
    const document = {
      id: this.#documentId(),
      at: this.#parts.now(),
      type,
      store,
      device: this.#till(store),
      positions,
    };
    return this.#notify(userId, 'documents', paper, [documentBody(document)], style);
  }

  /** A receipt: SELL unless told. What is paid back has a negative quantity. */
  receipt(userId: string, paper: TillPaper): Promise<StepResult[]> {
    const style = this.#parts.style(paper.style);
    const type = paper.type === 'PAYBACK' ? 'PAYBACK' : 'SELL';
    const quantity = (paper.quantity ?? 1) * (type === 'PAYBACK' ? -1 : 1);
    const items = this.#positions(paper).map(({ commodityUuid: id, commodityName: name, price }) => ({
      id,
      name,
      quantity,
      price,
      sumPrice: price * Math.abs(quantity),
    }));
    const { storeId: store } = paper;
    const receipt = { id: randomUUID(), at: this.#parts.now(), userId, store, device: this.#till(store), type, items };
    return this.#notify(userId, 'receipt', paper, receiptBody(style, { ...receipt, type }), style);
  }

  #notify(
    userId: string,
    kind: 'products' | 'documents' | 'receipt',
    options: NotificationOptions & { storeId: string },
    body: unknown,
    style: WebhookStyle,
  ): Promise<StepResult[]> {
    const authorization = this.#parts.userAuth(userId, style);
    const webhook = { kind, userId, ...placeOf(kind, style, options.storeId), authorization, auth: 'user', body };
    return play([{ step: kind, send: (delayMs) => this.#parts.send({ ...webhook, delayMs }) }], options);
  }

  #positions({ storeId, productIds }: TillPaper): Position[] {
    const store = this.#parts.state.store(storeId);
    return productIds.map((id) => {
      const product = store.products.get(id);
      if (!product) throw new Error(`Unknown product ${id}`);
      return { commodityUuid: id, commodityName: product.fields.name, price: product.fields.price };
    });
  }

  #till(storeId: string): string {
    return [...this.#parts.state.devices.values()].find((device) => device.storeId === storeId)?.id ?? '';
  }

  #documentId(): string {
    const day = new Date(this.#parts.now()).toISOString().slice(0, 10).replaceAll('-', '');
    return `${day}${randomUUID().slice(8)}`.toUpperCase();
  }
}

function bodiesOf(style: WebhookStyle, store: StoreRecord, push: ProductsPush): unknown[] {
  const groups = (push.groupIds ?? []).map((id) => {
    const group = store.groups.get(id);
    if (!group) throw new Error(`Unknown group ${id}`);
    return groupBody(style, store, group);
  });
  const products = (push.productIds ?? []).map((id) => {
    const product = store.products.get(id);
    if (!product) throw new Error(`Unknown product ${id}`);
    return productBody(style, store, product, push.fields);
  });
  return [...groups, ...products];
}
