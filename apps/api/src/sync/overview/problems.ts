import { fromStored } from '../../common/stored-words.js';
import { type Language, say } from '../../common/words.js';
import { notedProblem } from '../../connections/connection-problems.js';
import type { ConnectionProblem } from '../../connections/connection-status.js';
import type { RunDto } from '../dto/run.dto.js';
import { countReasons, type GoodsRow } from './goods-count.js';
import type { OverviewProblemDto, ProblemSeverity, StoreGoodsDto } from './overview.dto.js';

/** What is known of one merchant, for finding what is wrong. */
export interface Situation {
  evotor: ConnectionState | null;
  vk: ConnectionState | null;
  /** Evotor's market has stopped the application: nothing is read, whatever the connections say. */
  pause: ConnectionProblem | null;
  stores: readonly StoreGoodsDto[];
  goods: readonly GoodsRow[];
  lastRun: RunDto | null;
  settings: { refreshCatalogEnabled: boolean; refreshVkCatalogEnabled: boolean; mirrorEnabled: boolean };
}

/** A connection, as far as it may be a problem. */
export interface ConnectionState {
  status: 'ok' | 'needsAttention';
  problemCode: string | null;
}

/** Steps that the merchant may have switched off. */
export const SETTING_CODES = ['mirror_off', 'catalog_reading_off', 'vk_reading_off'] as const;
/** Failures that the next run heals without anybody. */
const PASSING_REASONS: ReadonlySet<string> = new Set(['quota_reached']);
/** A run's words that are told better by something else in the list. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['items_failed', 'subscription_required']);
const SEVERITIES: readonly ProblemSeverity[] = ['needs-you', 'heals-itself', 'note'];

/** Everything that is wrong, one entry for each cause (and store), what the merchant must mend first; in one language. */
export function findProblems(situation: Situation, language: Language): OverviewProblemDto[] {
  const problems = [
    ...ofConnections(situation, language),
    ...ofStores(situation),
    ...ofLastRun(situation),
    ...ofGoods(situation, 'failed', language),
    ...ofSettings(situation),
    ...ofGoods(situation, 'skipped', language),
  ];
  return SEVERITIES.flatMap((severity) => problems.filter((problem) => problem.severity === severity));
}

function ofConnections(situation: Situation, language: Language): OverviewProblemDto[] {
  const told = (side: 'evotor' | 'vk', { code, message }: ConnectionProblem) =>
    aProblem(code, 'needs-you', side, { message: say(message, language) });
  if (situation.pause) return [told('evotor', situation.pause)];
  return (['evotor', 'vk'] as const).flatMap((side) => {
    const found = situation[side];
    return found?.status === 'needsAttention' ? [told(side, notedProblem(found.problemCode))] : [];
  });
}

function ofStores({ stores }: Situation): OverviewProblemDto[] {
  return stores
    .filter((store) => store.enabled && store.subscriptionRequired)
    .map((store) => aProblem('subscription_required', 'needs-you', 'store', { store }));
}

function ofLastRun(situation: Situation): OverviewProblemDto[] {
  const { lastRun } = situation;
  const error = lastRun?.error;
  if (!error || TOLD_ELSEWHERE.has(error.code)) return [];
  const told =
    situation.pause?.code === error.code ||
    [situation.evotor, situation.vk].some((side) => side?.problemCode === error.code);
  if (told) return [];
  const mended = error.who === 'merchant' ? 'needs-you' : 'heals-itself';
  return [aProblem(error.code, mended, 'run', { message: error.message, runId: lastRun.id })];
}

function ofGoods(situation: Situation, state: 'failed' | 'skipped', language: Language): OverviewProblemDto[] {
  // A full shop does not heal by itself, and its run says so: goods that wait for room are told with it.
  const waitsForRoom = situation.lastRun?.error?.code === 'shop_full';
  return situation.stores.flatMap((store) => {
    const rows = situation.goods.filter((row) => row.store_id.toLowerCase() === store.id.toLowerCase());
    const reasons = countReasons(rows, state).filter(({ reason }) => !(waitsForRoom && PASSING_REASONS.has(reason)));
    return reasons.map(({ reason, count }) => {
      const words = fromStored(rows.find((row) => row.state === state && row.reason === reason)?.message ?? null);
      const message = words && say(words, language);
      if (state === 'skipped') return aProblem(reason, 'note', 'skipped-goods', { store, count, message });
      const severity = PASSING_REASONS.has(reason) ? 'heals-itself' : 'needs-you';
      return aProblem(reason, severity, 'failed-goods', { store, count, message });
    });
  });
}

function ofSettings({ settings }: Situation): OverviewProblemDto[] {
  const isOff: Record<(typeof SETTING_CODES)[number], boolean> = {
    mirror_off: !settings.mirrorEnabled,
    catalog_reading_off: !settings.refreshCatalogEnabled,
    vk_reading_off: !settings.refreshVkCatalogEnabled,
  };
  return SETTING_CODES.filter((code) => isOff[code]).map((code) => aProblem(code, 'note', 'settings', {}));
}

function aProblem(
  code: string,
  severity: ProblemSeverity,
  about: OverviewProblemDto['about'],
  more: { count?: number; message?: string | null; store?: StoreGoodsDto; runId?: string },
): OverviewProblemDto {
  const { count = 1, message = null, store, runId = null } = more;
  return { code, severity, about, count, message, storeId: store?.id ?? null, storeName: store?.name ?? null, runId };
}
