/** Where a person sees an item of a VK community's shop. */
export function vkItemUrl(groupId: number, itemId: number): string {
  return `https://vk.com/market-${groupId}?w=product-${groupId}_${itemId}`;
}
