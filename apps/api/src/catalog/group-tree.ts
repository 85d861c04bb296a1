import { UNGROUPED, idKey } from './evotor-ids.js';

interface TreeGroup {
  id: string;
  parentId: string | null;
  isModification: boolean;
}

/** Answers which plain group a product of one store stands in (rule M1). */
export class GroupTree {
  private readonly groups = new Map<string, TreeGroup>();

  constructor(groups: readonly TreeGroup[]) {
    for (const group of groups) this.groups.set(idKey(group.id), group);
  }

  /** Id of the nearest plain group at or above `parentId`, or `none`. */
  plainGroupOf(parentId: string | null): string {
    const passed = new Set<string>();
    let at = parentId;
    while (at !== null && !passed.has(idKey(at))) {
      passed.add(idKey(at));
      const group = this.groups.get(idKey(at));
      if (!group) return UNGROUPED;
      if (!group.isModification) return group.id;
      at = group.parentId;
    }
    return UNGROUPED;
  }
}
