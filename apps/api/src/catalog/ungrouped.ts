/** The group of products that have no plain group above them. */
export const UNGROUPED = 'none';
