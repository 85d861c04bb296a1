import type { QueryClient } from '@tanstack/react-query';

/** Marks every change of a switch, so that only the last of several reads the catalogue again. */
export const SWITCHING = ['catalog', 'switch'];

/** Reads the catalogue again, once the last switch that is on its way has been answered. */
export async function refreshAfterSwitch(client: QueryClient): Promise<void> {
  if (client.isMutating({ mutationKey: SWITCHING }) > 1) return;
  await Promise.all(
    [['catalog'], ['sync', 'preview'], ['sync', 'overview']].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
}
