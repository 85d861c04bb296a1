import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aClient, GROUP, OWNER } from '../test/a-client.js';
import { Refusal, VkServer } from '../test/vk-server.js';
import { VkConnectionError } from './errors.js';

const group = {
  id: GROUP,
  name: 'Чай &amp; кофе',
  screen_name: 'tea_shop',
  is_admin: 1,
  admin_level: 3,
  photo_200: 'https://x.example/200.jpg',
  market: { enabled: 1, currency: { id: 643, name: 'RUB', title: '₽' } },
};

describe('checking a connection', () => {
  const server = new VkServer();
  let answers: Record<string, unknown> = {};
  beforeEach(async () => {
    server.requests.length = 0;
    server.fault = () => undefined;
    answers = {
      'users.get': [{ id: 100, first_name: 'Анна', last_name: 'Иванова' }],
      'groups.getById': { groups: [group], profiles: [] },
      'market.getAlbums': { count: 0, items: [] },
    };
    server.answer = ({ method }) => answers[method];
    await server.start();
  });
  afterEach(() => server.stop());

  it('asks three questions in order and tells whose shop it is', async () => {
    await expect(aClient(server).client.checkConnection(GROUP)).resolves.toEqual({
      user: { id: 100, name: 'Анна Иванова' },
      group: {
        id: GROUP,
        name: 'Чай & кофе',
        screenName: 'tea_shop',
        photoUrl: 'https://x.example/200.jpg',
        currency: { id: 643, name: 'RUB', title: '₽' },
      },
    });
    expect(server.requests.map(({ method }) => method)).toEqual(['users.get', 'groups.getById', 'market.getAlbums']);
    expect(server.requests[1]?.params).toMatchObject({ group_id: String(GROUP) });
    expect(server.requests[2]?.params).toMatchObject({ owner_id: String(OWNER), count: '1' });
  });

  it.each([
    ['token_rejected', 'users.get', new Refusal(5)],
    ['token_rejected', 'groups.getById', new Refusal(1117)],
    ['not_a_user_token', 'users.get', []],
    ['not_a_user_token', 'users.get', new Refusal(27)],
    ['not_a_user_token', 'market.getAlbums', new Refusal(28)],
    ['group_not_found', 'groups.getById', { groups: [], profiles: [] }],
    ['group_not_found', 'groups.getById', new Refusal(100, 'group_id is undefined')],
    ...[40, 104, 125].map((code) => ['group_not_found', 'groups.getById', new Refusal(code)] as const),
    ['group_blocked', 'groups.getById', { groups: [{ ...group, deactivated: 'banned' }] }],
    ['not_a_manager', 'groups.getById', { groups: [{ ...group, is_admin: 0, admin_level: undefined }] }],
    ['not_a_manager', 'groups.getById', { groups: [{ ...group, admin_level: 1 }] }],
    ['not_a_manager', 'groups.getById', { groups: [{ ...group, ban_info: { comment: '' } }] }],
    ...[30, 203, 204, 205].map((code) => ['not_a_manager', 'market.getAlbums', new Refusal(code)] as const),
    ['market_disabled', 'groups.getById', { groups: [{ ...group, market: { enabled: 0 } }] }],
    [
      'not_in_roubles',
      'groups.getById',
      { groups: [{ ...group, market: { enabled: 1, currency: { id: 398, name: 'KZT', title: '₸' } } }] },
    ],
    ...[1438, 1525, 1526].map((code) => ['market_disabled', 'market.getAlbums', new Refusal(code)] as const),
    ['no_market_scope', 'market.getAlbums', new Refusal(15, 'Access denied: no access to call this method')],
    ['no_market_scope', 'market.getAlbums', new Refusal(7)],
    ['unavailable', 'users.get', new Refusal(14, 'Captcha needed')],
    ['unavailable', 'market.getAlbums', new Refusal(10)],
    ['unavailable', 'market.getAlbums', { nonsense: true }],
  ])('finds %s at %s', async (code, method, answer) => {
    answers[method] = answer;
    const check = aClient(server).client.checkConnection(GROUP);
    await expect(check).rejects.toThrow(VkConnectionError);
    await expect(check).rejects.toMatchObject({ code });
  });

  it('is unavailable while VK is', async () => {
    server.fault = () => ({ kind: 'cut' });
    await expect(aClient(server).client.checkConnection(GROUP)).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.requests).toHaveLength(2);
  });
});
