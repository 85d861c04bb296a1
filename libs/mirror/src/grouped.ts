/** Values by what `groupOf` says of them, in the order in which they came (Node 20 has no `Map.groupBy`). */
export function grouped<K, V>(values: Iterable<V>, groupOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const group = groupOf(value);
    const members = groups.get(group);
    if (members) members.push(value);
    else groups.set(group, [value]);
  }
  return groups;
}
