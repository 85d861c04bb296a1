import { setTimeout as delay } from 'node:timers/promises';
import { say as sayWords } from '../common/words.js';
import { RunsService } from '../sync/runs.service.js';
import type { SyncRun } from '../sync/sync-run.entity.js';
import { textOf, type Command } from './command.js';
import { findUser } from './find-user.js';

const LOOK_EVERY_MS = 500;
const NOBODY_WORKS_MS = 15_000;

/** Starts a merchant's run, or joins the one that is alive, and waits for its end. */
export const runSync: Command = {
  name: 'sync run',
  summary: "starts a merchant's run (or joins the one that is alive) and waits for its end",
  options: {
    email: { value: 'ADDRESS', summary: 'whose run', required: true },
    'no-wait': { value: null, summary: 'do not wait: the workers go on without us' },
  },
  async run({ product, say, tell }, given) {
    const context = await product();
    const user = await findUser(context, textOf(given, 'email'));
    const runs = context.get(RunsService, { strict: false });
    const { id } = await runs.start(user.id, 'manual');
    if (given['no-wait']) {
      say(`Run ${id} is on its way.`);
      return 0;
    }
    const run = await ended(() => runs.find(user.id, id), tell);
    say(`Run ${run.id} ${run.status}: ${countsOf(run)}`);
    if (run.error) say(`${run.error.code}: ${sayWords(run.error.message, 'en')}`);
    return run.status === 'succeeded' ? 0 : 1;
  },
};

async function ended(look: () => Promise<SyncRun>, tell: (line: string) => void): Promise<SyncRun> {
  let last = '';
  const started = Date.now();
  let warned = false;
  for (;;) {
    const run = await look();
    if (run.finishedAt) return run;
    const { progressDone: done, progressTotal: total } = run;
    const now = `${run.status}${run.stage ? `, ${run.stage}` : ''}${total > 0 ? ` ${done} of ${total}` : ''}`;
    if (now !== last) tell(now);
    last = now;
    if (!warned && run.status === 'queued' && Date.now() - started > NOBODY_WORKS_MS) {
      warned = true;
      tell('No worker has taken the run yet. Does one run?');
    }
    await delay(LOOK_EVERY_MS);
  }
}

function countsOf({ counts }: SyncRun): string {
  const said = Object.entries(counts).filter(([, count]) => count > 0);
  return said.length === 0 ? 'nothing to do' : said.map(([name, count]) => `${name} ${count}`).join(', ');
}
