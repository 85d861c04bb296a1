import type { Group } from '../../lib/api-types.js';

export interface GroupNode {
  group: Group;
  children: GroupNode[];
}

/** Tree of groups in the order they came; goods without a group stand last, an orphan or a loop becomes a root. */
export function groupTree(groups: Group[]): GroupNode[] {
  const nodes = new Map(groups.map((group) => [group.id, { group, children: [] as GroupNode[] }]));
  const parentOf = (id: string) => nodes.get(nodes.get(id)?.group.parentId ?? '');
  const isInLoop = (id: string) => {
    const seen = new Set<string>();
    for (let at = parentOf(id); at !== undefined && !seen.has(at.group.id); at = parentOf(at.group.id)) {
      if (at.group.id === id) return true;
      seen.add(at.group.id);
    }
    return false;
  };

  const roots: GroupNode[] = [];
  for (const node of nodes.values()) {
    const parent = isInLoop(node.group.id) ? undefined : parentOf(node.group.id);
    (parent?.children ?? roots).push(node);
  }
  return roots.sort((a, b) => Number(a.group.id === 'none') - Number(b.group.id === 'none'));
}

/** The branches in which a group's name contains the search; a match keeps the way that leads to it. */
export function searchTree(nodes: GroupNode[], search: string): GroupNode[] {
  const wanted = search.trim().toLocaleLowerCase();
  if (wanted === '') return nodes;
  return nodes.flatMap((node) => {
    const children = searchTree(node.children, search);
    const matches = node.group.name.toLocaleLowerCase().includes(wanted);
    return matches || children.length > 0 ? [{ group: node.group, children }] : [];
  });
}

/** Groups in the order of the tree with how deep each lies; for lists to choose from. */
export function flatTree(nodes: GroupNode[], depth = 0): { group: Group; depth: number }[] {
  return nodes.flatMap((node) => [{ group: node.group, depth }, ...flatTree(node.children, depth + 1)]);
}
