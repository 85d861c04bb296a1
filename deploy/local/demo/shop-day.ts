import { apiStep, build, libsStep, webStep } from '../build.ts';
import { startEngines, takeDataFolder } from '../engines/start-engines.ts';
import type { Session } from '../session.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { settleMerchant } from './people.ts';
import { type Places, startPlaces } from './places.ts';
import type { RestClient } from './rest-client.ts';
import { runSync } from './run.ts';
import { type RegisterProduct, SandboxClient } from './sandbox-client.ts';

/** A merchant in the middle of a working day. */
export interface ShopDay {
  places: Places;
  merchant: RestClient;
  storeId: string;
  /** The run that changed prices. */
  repricedRun: string;
}

const SYRUP = {
  name: 'Сироп «Лесной»',
  price: 390,
  measure_name: 'шт',
  description: 'Подробнее на https://example.ru',
};

/** The demo's shop after a few runs: new prices, goods sold out, a product that VK refused, and changes still to come. */
export async function startShopDay(session: Session): Promise<ShopDay> {
  const folder = temporaryFolder('shop-day', session);
  await takeDataFolder(folder, session);
  await build([libsStep, apiStep, webStep], session);
  const engines = await startEngines(folder, { throwaway: true }, session);
  const places = await startPlaces(folder, engines, session);
  const sandbox = new SandboxClient(places.sandbox);
  const person = await session.guard(sandbox.merchant());
  const merchant = await settleMerchant(places.product, person, session);
  await runSync(merchant, session);

  const storeId = await largestStore(sandbox, person.storeIds);
  const goods = (await sandbox.products(storeId)).filter(({ price, allow_to_sell }) => price > 0 && allow_to_sell);
  const change = (from: number, to: number, changed: (product: RegisterProduct) => Partial<RegisterProduct>) =>
    session.guard(
      sandbox.putProducts(
        storeId,
        goods.slice(from, to).map((product) => ({ ...product, ...changed(product) })),
      ),
    );
  await change(0, 14, ({ price }) => ({ price: Math.round(price * 1.08) }));
  const { id: repricedRun } = await runSync(merchant, session);
  await change(20, 23, () => ({ allow_to_sell: false }));
  await runSync(merchant, session);
  await runSync(merchant, session);
  await change(30, 36, ({ name }) => ({ name: `${name}, новый урожай` }));
  await session.guard(sandbox.refuseLinks());
  await session.guard(sandbox.putProducts(storeId, [SYRUP]));
  await runSync(merchant, session);
  await change(14, 18, ({ price }) => ({ price: Math.round(price * 0.9) }));
  await session.guard(
    sandbox.putProducts(storeId, [{ name: 'Чай «Первый снег», 50 г', price: 420, measure_name: 'шт' }]),
  );
  await session.guard(merchant.call('POST', 'sync/preview/refresh'));
  return { places, merchant, storeId, repricedRun };
}

async function largestStore(sandbox: SandboxClient, storeIds: string[]): Promise<string> {
  const counted = await Promise.all(storeIds.map(async (id) => ({ id, count: (await sandbox.products(id)).length })));
  return counted.sort((a, b) => b.count - a.count)[0]?.id ?? '';
}
