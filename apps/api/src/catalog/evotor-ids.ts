/** The group of products that have no plain group above them. */
export const UNGROUPED = 'none';

/** Ids of Evotor are compared without regard to case. */
export function idKey(id: string): string {
  return id.toLowerCase();
}
