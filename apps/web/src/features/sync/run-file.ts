import type { paths } from '@evosync/api-client';
import type { RunItemFilter } from './api/get-run-items.js';

const PATH = '/api/v1/sync/runs/{id}/items.csv' satisfies keyof paths;

/** Address of the file with those outcomes of a run that the list shows, in the language of the page. */
export function runFileUrl(id: string, filter: Omit<RunItemFilter, 'page'>, language: string): string {
  const wanted = Object.entries({ ...filter, language }).filter(([, value]) => value !== '');
  return `${PATH.replace('{id}', encodeURIComponent(id))}?${new URLSearchParams(wanted)}`;
}
