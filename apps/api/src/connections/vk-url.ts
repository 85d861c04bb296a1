/** Where a person sees an item of a VK community's shop. */
export function vkItemUrl(groupId: number, itemId: number): string {
  return `https://vk.com/market-${groupId}?w=product-${groupId}_${itemId}`;
}

/** The community whose shop the user `p.user_id` of a query has connected, as a column; null: none. */
export const VK_GROUP_ID = '(SELECT vk.group_id FROM vk_connections vk WHERE vk.user_id = p.user_id)';
