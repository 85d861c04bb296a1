import type { ShownRun } from './story.js';

/** An open stream of somebody's runs. */
export interface RunListener {
  heard: ShownRun[];
  /** Resolves when what was heard is enough; throws when it is not in time. */
  until(enough: (heard: ShownRun[]) => boolean): Promise<void>;
  close(): void;
}

/** Signs in and hears of their runs by server-sent events, as they happen; `query` goes with the address. */
export async function listenToRuns(
  url: string,
  { email, password }: { email: string; password: string },
  query = '',
): Promise<RunListener> {
  const signIn = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const abort = new AbortController();
  const response = await fetch(`${url}/api/v1/sync/events${query}`, { headers: { cookie }, signal: abort.signal });
  if (!response.headers.get('content-type')?.includes('text/event-stream')) throw new Error('that is no stream');
  const heard: ShownRun[] = [];
  const reading = (async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk);
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const data = /^data: (\{.*)$/m.exec(block)?.[1];
        if (/^event: run$/m.test(block) && data) heard.push(JSON.parse(data) as ShownRun);
      }
    }
  })().catch(() => undefined);
  return {
    heard,
    until: async (enough: (heard: ShownRun[]) => boolean) => {
      for (const end = Date.now() + 20_000; !enough(heard); await new Promise((next) => setTimeout(next, 50))) {
        if (Date.now() > end) throw new Error(`heard only ${JSON.stringify(heard.at(-1))}`);
      }
    },
    close: () => {
      abort.abort();
      void reading;
    },
  };
}
