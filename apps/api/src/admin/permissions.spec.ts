import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../testing/app.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What each route of the admin section asks for. Nobody has the id 4000000000. */
const ROUTES: [method: Method, path: string, permission: string][] = [
  ['get', '/users', 'users.read'],
  ['post', '/users', 'users.write'],
  ['get', '/users/4000000000', 'users.read'],
  ['patch', '/users/4000000000', 'users.write'],
  ['delete', '/users/4000000000', 'users.write'],
  ['post', '/users/4000000000/activate', 'users.write'],
  ['post', '/users/4000000000/suspend', 'users.write'],
  ['post', '/users/4000000000/reset-password', 'users.write'],
  ['post', '/users/4000000000/send-invite', 'users.write'],
  ['post', '/users/4000000000/sync', 'users.write'],
  ['get', '/users/4000000000/runs', 'users.read'],
  ['get', '/roles', 'roles.read'],
  ['post', '/roles', 'roles.write'],
  ['patch', '/roles/4000000000', 'roles.write'],
  ['delete', '/roles/4000000000', 'roles.write'],
  ['put', '/roles/4000000000/permissions', 'roles.write'],
  ['get', '/permissions', 'roles.read'],
  ['get', '/overview', 'overview.read'],
  ['get', '/audit', 'logs.read'],
];

describe('who may do what in the admin section', () => {
  let test: TestApp;
  let database: DataSource;
  let admin: Awaited<ReturnType<TestApp['newcomer']>>;
  let merchant: Awaited<ReturnType<TestApp['newcomer']>>;
  beforeAll(async () => {
    test = await startTestApp();
    database = test.app.get(DataSource);
    admin = await test.newcomer('admin');
    merchant = await test.newcomer('user');
  });
  afterAll(() => test.close());

  const OF_ADMIN = "role_id = (SELECT id FROM roles WHERE name = 'admin') AND permission_code = ?";

  it.each(ROUTES)('%s %s needs %s', async (method, path, permission) => {
    const url = `/api/v1/admin${path}`;
    await test.anonymous[method](url).expect(401);
    expect((await merchant.agent[method](url).send({}).expect(403)).body.code).toBe('forbidden');

    expect([200, 400, 404]).toContain((await admin.agent[method](url).send({})).status);
    const { affectedRows } = await database.query(`DELETE FROM role_permissions WHERE ${OF_ADMIN}`, [permission]);
    expect(affectedRows).toBe(1);
    const without = await admin.agent[method](url).send({});
    await database.query(
      `INSERT INTO role_permissions (role_id, permission_code) SELECT id, ? FROM roles WHERE name = 'admin'`,
      [permission],
    );
    expect([without.status, without.body.code]).toEqual([403, 'forbidden']);
  });

  it('is a table of every route there is', async () => {
    const { body } = await test.anonymous.get('/docs/openapi.json').expect(200);
    const routes = Object.entries(body.paths as Record<string, object>)
      .filter(([path]) => path.startsWith('/api/v1/admin/') && !path.startsWith('/api/v1/admin/logs'))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method} ${path.replace('{id}', '4000000000')}`),
      );
    expect(routes.sort()).toEqual(ROUTES.map(([method, path]) => `${method} /api/v1/admin${path}`).sort());
  });
});
