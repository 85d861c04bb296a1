import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { PhotoFile } from '../../../lib/api-types.js';
import { problemText } from '../../../lib/problem-text.js';
import { filesForm, refreshAfterPhoto } from './give-photo.js';

/** Files in one request: small enough for a phone's connection to get through. */
const AT_ONCE = 5;

/** Many files on their way, a few in a request; what came of each is told as it comes. */
export function useGivePhotos(storeId: string) {
  const client = useQueryClient();
  const [report, setReport] = useState<PhotoFile[]>([]);
  const [left, setLeft] = useState(0);

  const give = async (files: readonly File[]) => {
    setReport([]);
    for (let from = 0; from < files.length; from += AT_ONCE) {
      setLeft(files.length - from);
      const items = await send(storeId, files.slice(from, from + AT_ONCE));
      setReport((before) => [...before, ...items]);
    }
    setLeft(0);
    await refreshAfterPhoto(client);
  };
  return { give, report, left };
}

/** A request that fails is that of its files: the others go on. */
async function send(storeId: string, files: readonly File[]): Promise<PhotoFile[]> {
  try {
    const { items } = await answerOf(
      api.POST('/api/v1/catalog/stores/{storeId}/photos', {
        params: { path: { storeId } },
        body: { file: [] },
        bodySerializer: () => filesForm(files),
      }),
    );
    return items;
  } catch (error) {
    const message = problemText(error);
    const nothing = { productId: null, productName: null, matchedBy: null, code: null };
    return files.map(({ name }) => ({ fileName: name, outcome: 'refused', ...nothing, message }));
  }
}
