/** Methods that change something in VK. */
export const WRITING_METHODS: ReadonlySet<string> = new Set([
  'market.add',
  'market.edit',
  'market.delete',
  'market.restore',
  'market.addAlbum',
  'market.editAlbum',
  'market.deleteAlbum',
  'market.addToAlbum',
  'market.removeFromAlbum',
  'market.saveProductPhoto',
  'photos.saveMarketAlbumPhoto',
]);

/** `ok`, or what the caller got instead. `code` is VK's error code, 0 where there is none. */
export interface Verdict {
  outcome: 'ok' | 'error' | 'cut-before' | 'cut-after' | 'html' | 'truncated';
  code: number;
  message: string;
}

/** Parameters fit to be kept: without the token, even where a text repeats it. */
export function withoutToken(raw: Iterable<[string, string]>, token: string | undefined): Record<string, string> {
  const kept = [...raw].filter(([name]) => name !== 'access_token');
  return Object.fromEntries(kept.map(([name, value]) => [name, token ? value.replaceAll(token, '…') : value]));
}

export interface InnerCall {
  method: string;
  params: Record<string, string>;
  verdict: Verdict;
}

/** One request as it arrived, with what came of it. The token is shown by its last four characters only. */
export interface JournalEntry {
  seq: number;
  time: number;
  kind: 'method' | 'upload' | 'vkid';
  method: string;
  params: Record<string, string>;
  token: string;
  userId: number | null;
  inner: InnerCall[];
  /** Breaches of the official schema: unknown names and values out of range. */
  breaches: string[];
  verdict: Verdict;
}

export interface JournalFilter {
  method?: string;
  since?: number;
  code?: number;
  userId?: number;
  failed?: boolean;
  writes?: boolean;
  limit?: number;
}

export interface MethodCount {
  top: number;
  inner: number;
  failed: number;
}

/**
 * `requests`: calls of the API, uploads and VK ID apart. `writes`: attempts of writing methods that were let in, alone or inside
 * `execute`. `invalidParams`: calls that broke the official schema.
 */
export interface VkStats {
  requests: number;
  uploads: number;
  writes: number;
  code6: number;
  invalidParams: number;
  perMethod: Record<string, MethodCount>;
}

const OK: Verdict = { outcome: 'ok', code: 0, message: '' };
const CAPACITY = 50_000;

/** Remembers every request (the latest 50,000) and counts all of them. */
export class Journal {
  private entries: JournalEntry[] = [];
  private seq = 0;
  private counts: VkStats = emptyStats();

  open(entry: Pick<JournalEntry, 'time' | 'kind' | 'method' | 'params'>): JournalEntry {
    const opened: JournalEntry = {
      ...entry,
      seq: ++this.seq,
      token: '',
      userId: null,
      inner: [],
      breaches: [],
      verdict: { ...OK },
    };
    this.entries.push(opened);
    if (this.entries.length > CAPACITY) this.entries.splice(0, CAPACITY / 10);
    if (entry.kind === 'upload') this.counts.uploads++;
    else if (entry.kind === 'method') this.counts.requests++;
    this.count(entry.method).top++;
    return opened;
  }

  openInner(entry: JournalEntry, method: string, params: Record<string, string>): InnerCall {
    const call: InnerCall = { method, params, verdict: { ...OK } };
    entry.inner.push(call);
    this.count(method).inner++;
    return call;
  }

  /** Notes that a call of `method` was let in and begins its work. */
  begun(method: string): void {
    if (WRITING_METHODS.has(method)) this.counts.writes++;
  }

  breach(entry: JournalEntry, method: string, texts: string[]): void {
    if (texts.length === 0) return;
    this.counts.invalidParams++;
    entry.breaches.push(...texts.map((text) => `${method}: ${text}`));
  }

  fail(call: { method: string; verdict: Verdict }, verdict: Verdict): void {
    call.verdict = verdict;
    this.count(call.method).failed++;
    if (verdict.code === 6) this.counts.code6++;
  }

  /** Entries in the order of arrival; `method` matches inner calls as well, `limit` keeps the latest. */
  list(filter: JournalFilter = {}): JournalEntry[] {
    const found = this.entries.filter((entry) => matches(entry, filter));
    return filter.limit === undefined ? found : found.slice(-filter.limit);
  }

  stats(): VkStats {
    return structuredClone(this.counts);
  }

  clear(): void {
    this.entries = [];
    this.counts = emptyStats();
  }

  private count(method: string): MethodCount {
    return (this.counts.perMethod[method] ??= { top: 0, inner: 0, failed: 0 });
  }
}

function matches(entry: JournalEntry, filter: JournalFilter): boolean {
  const calls = [entry, ...entry.inner];
  return (
    (filter.since === undefined || entry.seq > filter.since) &&
    (filter.userId === undefined || entry.userId === filter.userId) &&
    (filter.method === undefined || calls.some((call) => call.method === filter.method)) &&
    (filter.code === undefined || calls.some((call) => call.verdict.code === filter.code)) &&
    (filter.failed !== true || calls.some((call) => call.verdict.outcome !== 'ok')) &&
    (filter.writes !== true || calls.some((call) => WRITING_METHODS.has(call.method)))
  );
}

function emptyStats(): VkStats {
  return { requests: 0, uploads: 0, writes: 0, code6: 0, invalidParams: 0, perMethod: {} };
}
