import { RunnerError } from '../errors.ts';

/** A shop in the simulated VK, as its control API shows it; prices in hundredths. */
export interface ShopItem {
  id: number;
  name: string;
  price: number;
  stock: number;
  sku: string;
  erasedAt: number | null;
}

export interface Shop {
  groupId: number;
  items: ShopItem[];
  albums: { id: number; title: string; count: number }[];
}

export interface Merchant {
  name: string;
  evotorUserId: string;
  evotorToken: string;
  vkToken: string;
  groupId: number;
  storeIds: string[];
}

export interface VkStats {
  requests: number;
  writes: number;
  code6: number;
  invalidParams: number;
}

/** A product as the register keeps it; prices in roubles. */
export interface RegisterProduct {
  id: string;
  name: string;
  price: number;
  description: string;
  parent_id: string | null;
  measure_name: string;
  allow_to_sell: boolean;
}

/** What the demo asks the sandbox itself, past the product. */
export class SandboxClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The first merchant of the sandbox's world. */
  async merchant(): Promise<Merchant> {
    const { merchants } = await this.#get<{ merchants: Merchant[] }>('world');
    if (!merchants[0]) throw new RunnerError('The sandbox has no merchant.');
    return merchants[0];
  }

  /** The merchant's shop as it is now, without what was deleted. */
  async shop(groupId: number): Promise<Shop> {
    const { communities } = await this.#get<{ communities: Shop[] }>('vk/control/state');
    const shop = communities.find((community) => community.groupId === groupId);
    if (!shop) throw new RunnerError(`The sandbox has no shop ${groupId}.`);
    return { ...shop, items: shop.items.filter((item) => item.erasedAt === null) };
  }

  stats(): Promise<VkStats> {
    return this.#get('vk/control/stats');
  }

  /** The products of a store as the register has them. */
  products(storeId: string): Promise<RegisterProduct[]> {
    return this.#get(`evotor/control/stores/${storeId}/products`);
  }

  /** Puts products into the register: new ones, and those with a known id over what is there. */
  async putProducts(storeId: string, products: Partial<RegisterProduct>[]): Promise<void> {
    await this.#send('PUT', `evotor/control/stores/${storeId}/products`, products);
  }

  /** From now on VK refuses goods whose description holds a link. */
  async refuseLinks(): Promise<void> {
    await this.#send('PATCH', 'vk/control/switches', { refuseLinks: true });
  }

  #get<T>(path: string): Promise<T> {
    return this.#send('GET', path);
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${this.#url}/${path}`, { method, ...sent });
    if (!response.ok) throw new RunnerError(`${method} /${path} of the sandbox was answered with ${response.status}.`);
    return (await response.json()) as T;
  }
}
