import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { accessLines } from '../support/access-lines.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

/** Somebody has no id like these, in whatever way ids are written. */
const ANY: Record<string, string> = { id: '4000000000', albumId: '4000000000' };
const ANY_UUID = '20230514-7a31-40c2-80f4-1b6e50a9d3c7';

interface Operation {
  security?: Record<string, unknown>[];
  'x-permissions'?: string[];
}

const OPERATIONS = accessLines.filter(({ note }) => note === '').map(({ operation }) => operation);

/** Whatever the table of permissions says: each guard is tried by who has every permission but the one it asks for. */
describe('Every operation', () => {
  let story: Story;
  let merchant: Merchant;
  let database: DataSource;
  let paths: Record<string, Record<string, Operation>>;

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop' });
    merchant = await story.merchant();
    database = await new DataSource({ type: 'mariadb', url: story.app.settings.databaseUrl }).initialize();
    paths = (await story.app.anonymous.get('/docs/openapi.json').expect(200)).body.paths;
    await database.query("INSERT INTO roles (name) VALUES ('all but one')");
    await database.query(
      `UPDATE user_roles SET role_id = (SELECT id FROM roles WHERE name = 'all but one') WHERE user_id = ?`,
      [merchant.userId],
    );
  }, 60_000);
  afterAll(async () => {
    await database.destroy();
    await story.close();
  });

  const mayAllBut = async (permission: string | null) => {
    await database.query(
      "DELETE FROM role_permissions WHERE role_id = (SELECT id FROM roles WHERE name = 'all but one')",
    );
    await database.query(
      `INSERT INTO role_permissions (role_id, permission_code)
       SELECT r.id, p.code FROM roles r JOIN permissions p WHERE r.name = 'all but one' AND p.code <> ?`,
      [permission ?? ''],
    );
  };

  it.each(OPERATIONS)('%s is open to everybody, or asks for a permission and means it', async (operation) => {
    const [method = '', template = ''] = operation.split(' ');
    const { security = [], 'x-permissions': permissions = [] } = paths[template]?.[method.toLowerCase()] ?? {};
    const isOpen = security.some((one) => Object.keys(one).length === 0);
    if (isOpen || template === '/health') return void expect(permissions).toEqual([]);

    const verb = method === 'GET' ? /\.(read|manage)$/ : /\.(write|manage)$/;
    expect(permissions).toEqual([expect.stringMatching(verb)]);
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => ANY[name] ?? ANY_UUID);
    const call = () => merchant.agent[method.toLowerCase() as 'get'](path).send({ goods: 'no such choice' });
    await mayAllBut(permissions[0] ?? '');
    const { status, body } = await call();
    expect([status, body.code]).toEqual([403, 'forbidden']);
    if (path.endsWith('/events')) return;
    await mayAllBut(null);
    expect((await call()).body.code).not.toBe('forbidden');
  });
});
