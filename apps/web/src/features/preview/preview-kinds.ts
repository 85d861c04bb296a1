import type { Tone } from '../../components/ui/status-badge.js';
import type { PlannedItem, Preview } from '../../lib/api-types.js';

/** Filters of the preview as they stand in the address. */
export const PREVIEW_FILTERS = ['kind', 'reason'] as const;

/** What a run may do with a product, in the order in which it is told. */
export const PLANNED_ACTIONS = ['create', 'update', 'adopt', 'hide', 'delete', 'skip'] as const;
export type PlannedAction = (typeof PLANNED_ACTIONS)[number];

/** What can be looked at: everything, products of one action, or albums. */
export const PREVIEW_KINDS = ['', ...PLANNED_ACTIONS, 'albums'] as const;
export type PreviewKind = (typeof PREVIEW_KINDS)[number];

/** Colour of what happens to a product. */
export const ACTION_TONES: Record<PlannedItem['action'], Tone> = {
  create: 'ok',
  update: 'busy',
  adopt: 'busy',
  hide: 'wait',
  delete: 'bad',
  skip: 'quiet',
  unchanged: 'quiet',
};

const COUNTED = {
  create: 'created',
  update: 'updated',
  adopt: 'adopted',
  hide: 'hidden',
  delete: 'deleted',
  skip: 'skipped',
} as const satisfies Record<PlannedAction, keyof Preview['counts']>;

/** The kind that stands in the address; everything where it is unknown. */
export function kindOf(text: string): PreviewKind {
  return PREVIEW_KINDS.find((kind) => kind === text) ?? '';
}

/** How many rows a kind shows. */
export function countOfKind(kind: PreviewKind, { counts, albums }: Pick<Preview, 'counts' | 'albums'>): number {
  if (kind === 'albums') return albums.length;
  if (kind !== '') return counts[COUNTED[kind]];
  return PLANNED_ACTIONS.reduce((sum, action) => sum + counts[COUNTED[action]], 0);
}

/** How much a run would change in VK: what it leaves out is no change. */
export function countChanges(preview: Pick<Preview, 'counts' | 'albums'>): number {
  return countOfKind('', preview) - preview.counts.skipped + preview.albums.length;
}
