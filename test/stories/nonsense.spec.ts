import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callOf } from '../support/access-calls.js';
import { accessLines } from '../support/access-lines.js';
import { startAccessWorld, type AccessWorld, type Call, type Reply } from '../support/access-world.js';
import { nonsenseOf, type ApiDocument } from '../support/nonsense.js';
import { startStory, type Story } from '../support/story.js';

const OPERATIONS = accessLines.filter(({ note }) => note === '').map(({ operation }) => operation);

describe('Whatever nonsense is sent', () => {
  let story: Story;
  let world: AccessWorld;
  let document: ApiDocument;
  beforeAll(async () => {
    story = await startStory({ settings: { WORKER_CONCURRENCY: '2' } });
    world = await startAccessWorld(story);
    document = (await story.app.anonymous.get('/docs/openapi.json').expect(200)).body;
  }, 60_000);
  afterAll(() => story.close());

  it.each(OPERATIONS)(
    '%s takes it, or says what is wrong with it',
    async (operation) => {
      const prepare = async () => {
        const { caller, call } = await callOf(world, operation, 'system');
        return { caller, calls: nonsenseOf(document, operation, call) };
      };
      const wrong: unknown[] = [];
      let { caller, calls } = await prepare();
      for (const place of calls.keys()) {
        const call = calls[place] as Call;
        const reply = await world.send(caller, call);
        if (!isProper(reply)) wrong.push({ ...shown(call), status: reply.status, text: reply.text.slice(0, 300) });
        // What was taken after all may have used up the caller, or what was called for.
        if (reply.status < 300 && call.method !== 'GET') ({ caller, calls } = await prepare());
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );
});

/** Below 400, or a problem that is the caller's; one about input names the fields. */
function isProper({ status, type, json }: Reply): boolean {
  if (status < 400) return true;
  if (status >= 500 || !type.startsWith('application/problem+json') || typeof json?.code !== 'string') return false;
  if (json.code !== 'validation_failed') return true;
  const errors = json.errors as { field: unknown; message: unknown }[] | undefined;
  return !!errors?.length && errors.every(({ field, message }) => !!field && typeof message === 'string');
}

function shown({ method, path, body }: Call): object {
  return { call: `${method} ${path.slice(0, 200)}`, body: JSON.stringify(body)?.slice(0, 300) };
}
