import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Product } from '../../../lib/api-types.js';

/** What is known of the photo that was given to a product. */
export function photoQuery({ id, storeId, ownPhotoUrl }: Pick<Product, 'id' | 'storeId' | 'ownPhotoUrl'>) {
  return queryOptions({
    queryKey: ['catalog', 'photo', storeId, id, ownPhotoUrl],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/catalog/stores/{storeId}/products/{productId}/photo/about', {
          signal,
          params: { path: { storeId, productId: id } },
        }),
      ),
  });
}
