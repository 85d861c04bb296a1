import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Product } from '../../../lib/api-types.js';

/** A form with these files; the browser itself writes its head. */
export function filesForm(files: readonly File[]): FormData {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  return form;
}

type Place = Pick<Product, 'id' | 'storeId'>;

/** Gives a product a photo, or another one. */
export function useGivePhoto({ id, storeId }: Place) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) =>
      answerOf(
        api.PUT('/api/v1/catalog/stores/{storeId}/products/{productId}/photo', {
          params: { path: { storeId, productId: id } },
          body: { file: [] },
          bodySerializer: () => filesForm([file]),
        }),
      ),
    meta: { ownErrors: true },
    onSuccess: () => refreshAfterPhoto(client),
  });
}

/** Takes a product's own photo away. */
export function useRemovePhoto({ id, storeId }: Place) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api.DELETE('/api/v1/catalog/stores/{storeId}/products/{productId}/photo', {
        params: { path: { storeId, productId: id } },
      }),
    onSuccess: () => refreshAfterPhoto(client),
  });
}

/** What is known of a photo itself goes by its address, and is asked for anew only where the address has changed. */
export function refreshAfterPhoto(client: QueryClient): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [area, what] }) => area === 'catalog' && what !== 'photo',
  });
}
