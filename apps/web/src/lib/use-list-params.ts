import { useSearchParams } from 'react-router';

/** Page, search and filters of a list, kept in the address so that links and "back" work. */
export interface ListParams<Filter extends string> {
  page: number;
  search: string;
  filters: Record<Filter, string>;
  setPage: (page: number) => void;
  /** Changes search or filters and goes back to the first page; an empty value removes it. */
  narrow: (changes: Partial<Record<Filter | 'search', string | null>>) => void;
}

/** Reads and writes a list's parameters in the address. */
export function useListParams<Filter extends string = never>(names: readonly Filter[] = []): ListParams<Filter> {
  const [params, setParams] = useSearchParams();
  const page = Number.parseInt(params.get('page') ?? '1', 10);

  const change = (changes: Record<string, string | null | undefined>, replace: boolean) => {
    // The address itself, not what was drawn last: on a slow phone one change must not undo the one just before it.
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === '') next.delete(name);
      else next.set(name, value);
    }
    setParams(next, { replace, preventScrollReset: replace });
  };

  return {
    page: Number.isFinite(page) && page > 0 ? page : 1,
    search: params.get('search') ?? '',
    filters: Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<Filter, string>,
    setPage: (next) => change({ page: next === 1 ? null : String(next) }, false),
    narrow: (changes) => change({ ...changes, page: null }, 'search' in changes),
  };
}
