import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startStory, type Merchant, type Story } from '../support/story.js';

const ANY = '20230514-7A31-40C2-80F4-1B6E50A9D3C7';

/** What each call of the merchant's rooms asks for. */
const CALLS: [method: 'get' | 'put' | 'post' | 'delete', path: string, permission: string][] = [
  ['get', '/connections', 'connections.read'],
  ['put', '/connections/evotor', 'connections.write'],
  ['delete', '/connections/evotor', 'connections.write'],
  ['post', '/connections/evotor/test', 'connections.write'],
  ['put', '/connections/vk', 'connections.write'],
  ['delete', '/connections/vk', 'connections.write'],
  ['post', '/connections/vk/test', 'connections.write'],
  ['get', '/catalog/stores', 'catalog.read'],
  ['get', `/catalog/stores/${ANY}/groups`, 'catalog.read'],
  ['get', `/catalog/stores/${ANY}/products`, 'catalog.read'],
  ['put', `/catalog/stores/${ANY}/sync`, 'catalog.write'],
  ['put', `/catalog/stores/${ANY}/groups/sync`, 'catalog.write'],
  ['put', `/catalog/stores/${ANY}/groups/${ANY}/sync`, 'catalog.write'],
  ['put', `/catalog/stores/${ANY}/products/${ANY}/sync`, 'catalog.write'],
  ['get', '/sync/settings', 'sync.read'],
  ['put', '/sync/settings', 'sync.write'],
  ['get', '/sync/runs', 'sync.read'],
  ['get', `/sync/runs/${ANY}`, 'sync.read'],
  ['get', `/sync/runs/${ANY}/items`, 'sync.read'],
  ['get', '/sync/preview', 'sync.read'],
  ['get', '/sync/events', 'sync.read'],
  ['post', '/sync/runs', 'sync.write'],
  ['post', `/sync/runs/${ANY}/cancel`, 'sync.write'],
  ['get', '/vk-catalog/albums', 'vk-catalog.read'],
  ['get', '/vk-catalog/albums/1/products', 'vk-catalog.read'],
  ['get', '/vk-catalog/products', 'vk-catalog.read'],
];

describe('Who may do what in the rooms of a merchant', () => {
  let story: Story;
  let merchant: Merchant;
  let database: DataSource;

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop' });
    merchant = await story.merchant();
    database = await new DataSource({ type: 'mariadb', url: story.app.settings.databaseUrl }).initialize();
  }, 60_000);
  afterAll(async () => {
    await database.destroy();
    await story.close();
  });

  const GRANT = "role_id = (SELECT id FROM roles WHERE name = 'user') AND permission_code = ?";

  it.each(CALLS)('%s %s needs %s', async (method, path, permission) => {
    await story.app.anonymous[method](`/api/v1${path}`).expect(401);
    const taken = await database.query(`DELETE FROM role_permissions WHERE ${GRANT}`, [permission]);
    expect(taken.affectedRows).toBe(1);
    const { status, body } = await merchant.agent[method](`/api/v1${path}`).send({});
    await database.query(
      "INSERT INTO role_permissions (role_id, permission_code) SELECT id, ? FROM roles WHERE name = 'user'",
      [permission],
    );
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });
});
