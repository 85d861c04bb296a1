import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { APP_SECRET } from '../../apps/api/src/testing/evotor-caller.js';
import { callOf, preparedLines } from '../support/access-calls.js';
import { accessLines } from '../support/access-lines.js';
import { callerNames, type Answer } from '../support/access-table.js';
import { startAccessWorld, type AccessWorld, type Reply } from '../support/access-world.js';
import { startStory, type Story } from '../support/story.js';
import { untoldAnswers, type ToldApi } from '../support/told-answers.js';

/** What the built API says of itself: under jest the document lacks what the compiler adds. */
const OPENAPI = new URL('../../libs/api-client/openapi.json', import.meta.url);

/** Served, but no part of the API that integrators are told of. */
const UNTOLD = ['GET /metrics'];
/** Evotor's own doors, which ask for Evotor's secrets: nobody of the table gets in. */
const EVOTORS =
  /^(POST|PUT|GET) (\/|(\/api\/v[12])?\/(user\/(create|verify|token)|(subscription|installation)\/event|receipts|commodities|inventories\/.+))$/;

const nameOf = ({ operation, note }: { operation: string; note: string }) =>
  note ? `${operation} # ${note}` : operation;

describe('Who may call what', () => {
  let story: Story;
  let world: AccessWorld;
  let told: ToldApi;
  beforeAll(async () => {
    const settings = { WORKER_CONCURRENCY: '2', VK_CLIENT_ID: '51000000', EVOTOR_WEBHOOK_SECRET: APP_SECRET };
    story = await startStory({ settings });
    world = await startAccessWorld(story);
    told = JSON.parse(readFileSync(OPENAPI, 'utf8')) as ToldApi;
  }, 60_000);
  afterAll(() => story.close());

  it('has a line for every operation of openapi.json, and no other', async () => {
    const { body } = await story.app.anonymous.get('/docs/openapi.json').expect(200);
    const operations = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const lines = accessLines.map(nameOf);
    expect(lines.filter((line) => !line.includes('#')).sort()).toEqual(operations.sort());
    expect(lines.filter((line) => !operations.includes(line.split(' # ')[0] ?? ''))).toEqual([]);
    expect(preparedLines.filter((line) => !lines.includes(line))).toEqual([]);
  });

  it('has a line for every route that is served', () => {
    const lines = accessLines.map(({ operation }) => operation);
    const served = routesOf(story.app.app.getHttpAdapter().getInstance());
    expect(served.length).toBeGreaterThan(50);
    const isTold = (route: string) => lines.includes(route) || UNTOLD.includes(route) || EVOTORS.test(route);
    expect(served.filter((route) => !isTold(route))).toEqual([]);
  });

  it("lets nobody through Evotor's doors", async () => {
    const doors = new Set(
      routesOf(story.app.app.getHttpAdapter().getInstance()).filter((route) => EVOTORS.test(route)),
    );
    expect(doors.size).toBeGreaterThan(30);
    for (const door of doors) {
      const [method = '', path = ''] = door.replace('{storeId}', world.belongings.storeId).split(' ');
      for (const caller of ['anonymous', 'merchant', 'system', 'writeToken'] as const) {
        const { status } = await world.send(world.callers[caller], { method, path, body: {} });
        expect([door, caller, status]).toEqual([door, caller, 401]);
      }
    }
  });

  it.each(accessLines.map((line) => ({ ...line, name: nameOf(line) })))(
    '$name',
    async ({ name, operation, answers }) => {
      const seen: Record<string, Answer> = {};
      for (const caller of callerNames) {
        const { caller: who, call } = await callOf(world, name, caller);
        const reply = await world.send(who, call);
        seen[caller] = answerOf(reply);
        if (caller === 'otherMerchant' && reply.status < 300) expectNothingOfTheFirst(reply);
        if (caller === 'suspended') {
          const byToken = await world.send(world.suspendedToken, call);
          expect(answerOf(byToken)).toEqual(answers.suspended);
        }
      }
      expect(seen).toEqual(answers);
      expect(untoldAnswers(told, operation, Object.values(seen))).toEqual([]);
    },
  );

  it('knows whom a session or a token belongs to, and that a suspended user is nobody', async () => {
    const path = '/api/v1/auth/session';
    for (const caller of callerNames) {
      const who = world.callers[caller];
      const { json } = await world.send(who, { method: 'GET', path });
      const expected = ['anonymous', 'suspended'].includes(caller)
        ? null
        : expect.objectContaining({ email: who.email });
      expect([caller, json?.user]).toEqual([caller, expected]);
    }
    expect((await world.send(world.suspendedToken, { method: 'GET', path })).json?.user).toBeNull();
  });

  function expectNothingOfTheFirst({ text }: Reply): void {
    const { email, world: clouds } = world.merchant;
    const { storeId, groupId, productId, runId } = world.belongings;
    const secrets = [email, storeId, groupId, productId, runId, clouds.evotorToken, clouds.vkToken];
    expect(secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
  }
});

/** The status and, for a refusal, the code; a refusal that is no problem document is told as it came. */
function answerOf({ status, type, json }: Reply): Answer {
  if (status < 400) return { status };
  const proper = type.startsWith('application/problem+json') && json?.status === status;
  return { status, code: proper ? String(json.code) : `no problem document but ${type}` };
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

/**
 * What Express serves of the API, in the words of openapi.json; the pages of the documentation aside. What stands
 * before the routes for all methods alike is no route.
 */
function routesOf(express: unknown): string[] {
  const { router } = express as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) => {
    const [method, ...others] = Object.keys(route?.methods ?? {});
    if (!route || !method || others.length > 0 || route.path.startsWith('/docs')) return [];
    return `${method.toUpperCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`;
  });
}
