/** Where a product's own photo is served. */
export function photoUrl(storeId: string, productId: string, hash: string): string {
  const place = `/api/v1/catalog/stores/${encodeURIComponent(storeId)}/products/${encodeURIComponent(productId)}/photo`;
  return `${place}?v=${hash.slice(0, 12)}`;
}
