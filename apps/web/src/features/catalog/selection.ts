/** Which products are meant by a bulk change: those ticked, or all that the filter shows. */
export type Selection = { all: true } | { all: false; ids: ReadonlySet<string> };

export const NOTHING: Selection = { all: false, ids: new Set() };

/** Most that may be ticked one by one; more are meant by "all". */
export const MOST_TICKED = 1000;

/** Whether this product is meant. */
export function isSelected(selection: Selection, id: string): boolean {
  return selection.all || selection.ids.has(id);
}

/** How many are meant, of `total` that the filter shows. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.all ? total : selection.ids.size;
}

/**
 * Ticks or unticks these products. Unticking some of "all" leaves the rest of the page ticked: nobody can see the
 * others, so they are let go.
 */
export function tick(selection: Selection, ids: readonly string[], on: boolean, page: readonly string[]): Selection {
  const next = new Set(selection.all ? page : selection.ids);
  for (const id of ids) {
    if (!on) next.delete(id);
    else if (next.size < MOST_TICKED) next.add(id);
  }
  return { all: false, ids: next };
}
