import { setTimeout as sleep } from 'node:timers/promises';
import { RunnerError } from '../errors.ts';
import { print } from '../print.ts';
import type { Session } from '../session.ts';
import { RestClient } from './rest-client.ts';
import type { Merchant } from './sandbox-client.ts';

export const systemUser = { email: 'system@evosync.local', password: 'demo-system' };
export const merchantUser = { email: 'merchant@evosync.local', password: 'demo-merchant' };

const READ_WITHIN_MS = 60_000;

interface Store {
  id: string;
  name: string;
  readAt: string | null;
  productCount: number;
  subscriptionRequired: boolean;
}

/** What an admin and then a merchant would do by hand: an account, two connections, stores and groups ticked. */
export async function settleMerchant(productUrl: string, merchant: Merchant, session: Session): Promise<RestClient> {
  const admin = new RestClient(productUrl);
  await session.guard(admin.signIn(systemUser.email, systemUser.password));
  const account = { ...merchantUser, name: merchant.name, role: 'user' };
  await session.guard(admin.call('POST', 'admin/users', account));

  const client = new RestClient(productUrl);
  await session.guard(client.signIn(merchantUser.email, merchantUser.password));
  await session.guard(client.call('PUT', 'connections/evotor', { accessToken: merchant.evotorToken }));
  const { vkToken: accessToken, groupId } = merchant;
  await session.guard(client.call('PUT', 'connections/vk', { accessToken, groupId }));
  print('The merchant is connected to the (simulated) Evotor Cloud and VK');

  for (const store of await readStores(client, session)) {
    await session.guard(client.call('PUT', `catalog/stores/${store.id}/sync`, { enabled: true }));
    await session.guard(client.call('PUT', `catalog/stores/${store.id}/groups/sync`, { enabled: true }));
    print(`Ticked: ${store.name}, all groups, ${store.productCount} products in the register`);
  }
  return client;
}

/** Saving the Evotor connection fetches the catalogue; this waits until each store was read. */
async function readStores(client: RestClient, session: Session): Promise<Store[]> {
  const deadline = Date.now() + READ_WITHIN_MS;
  for (;;) {
    const { items } = await session.guard(client.call<{ items: Store[] }>('GET', 'catalog/stores?pageSize=200'));
    if (items.length > 0 && items.every((store) => store.readAt !== null || store.subscriptionRequired)) return items;
    if (Date.now() > deadline)
      throw new RunnerError('The catalogue was not read after the Evotor connection was saved.');
    await session.guard(sleep(300));
  }
}
