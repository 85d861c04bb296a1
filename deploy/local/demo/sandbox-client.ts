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

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.#url}/${path}`);
    if (!response.ok) throw new RunnerError(`GET /${path} of the sandbox was answered with ${response.status}.`);
    return (await response.json()) as T;
  }
}
