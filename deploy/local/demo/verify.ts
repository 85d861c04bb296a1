import type { Run } from './run.ts';
import type { Shop, ShopItem, VkStats } from './sandbox-client.ts';

const SKU = /^EV-[0-9a-f]{12}$/;

/** What is wrong with the shop after the first run, judged by the shop itself; empty when all is as the run says. */
export function faultsOfFirstRun(run: Run, before: Shop, after: Shop, stats: VkStats): string[] {
  const ours = after.items.filter((item) => SKU.test(item.sku));
  const foreignBefore = before.items.filter((item) => !SKU.test(item.sku));
  const untouched = foreignBefore.filter((item) => after.items.some((now) => now.id === item.id && isEqual(now, item)));
  const { created, adopted, failed, albumsCreated } = run.counts;
  return [
    run.status !== 'succeeded' && `the run ended as "${run.status}"${run.error ? `: ${run.error.message}` : ''}`,
    failed > 0 && `${failed} products failed`,
    created === 0 && 'nothing was created',
    ours.length !== created + adopted &&
      `the run says ${created} created and ${adopted} adopted, the shop has ${ours.length} items of EvoSync`,
    new Set(ours.map(({ sku }) => sku)).size !== ours.length && 'the shop has two items of one product',
    ours.some(({ price }) => price <= 0) && 'an item has no price',
    after.albums.length - before.albums.length !== albumsCreated &&
      `the run says ${albumsCreated} albums created, the shop has ${after.albums.length - before.albums.length} more`,
    foreignBefore.length - untouched.length !== adopted &&
      `${foreignBefore.length - untouched.length} of the merchant's own items changed, ${adopted} were adopted`,
    ...faultsOfTraffic(stats),
  ].filter((fault) => fault !== false);
}

/** What is wrong with a run that had nothing to do (rule M14). */
export function faultsOfSecondRun(run: Run, before: VkStats, after: VkStats): string[] {
  return [
    run.status !== 'succeeded' && `the second run ended as "${run.status}"`,
    after.writes !== before.writes && `the second run made ${after.writes - before.writes} writing calls to VK`,
    ...faultsOfTraffic(after),
  ].filter((fault) => fault !== false);
}

function faultsOfTraffic({ code6, invalidParams }: VkStats): (string | false)[] {
  return [
    code6 > 0 && `VK answered ${code6} times "too many requests per second"`,
    invalidParams > 0 && `${invalidParams} calls had parameters that VK's schema does not allow`,
  ];
}

function isEqual(one: ShopItem, other: ShopItem): boolean {
  return one.name === other.name && one.price === other.price && one.stock === other.stock && one.sku === other.sku;
}
