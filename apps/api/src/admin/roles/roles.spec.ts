import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissionCodes } from '../../rbac/permissions.js';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';

const ROLES = '/api/v1/admin/roles';
const USERS = '/api/v1/admin/users';

interface ShownRole {
  id: number;
  name: string;
  builtIn: boolean;
  permissions: string[];
  usersCount: number;
  editable: boolean;
}

describe('roles', () => {
  let test: TestApp;
  let system: Agent;
  let admin: Agent;
  beforeAll(async () => {
    test = await startTestApp();
    system = await test.login(test.systemUser.email, test.systemUser.password);
    admin = (await test.newcomer('admin')).agent;
  });
  afterAll(() => test.close());

  let count = 0;
  const aName = () => `Роль ${(count += 1)}`;
  const create = async (permissions: string[], by = admin, name = aName()): Promise<ShownRole> =>
    (await by.post(ROLES).send({ name, permissions }).expect(201)).body;
  const list = async (by = admin): Promise<ShownRole[]> =>
    (await by.get(`${ROLES}?pageSize=200`).expect(200)).body.items;
  const named = async (name: string, by = admin): Promise<ShownRole> => {
    const role = (await list(by)).find((one) => one.name === name);
    if (!role) throw new Error(`There is no role ${name}`);
    return role;
  };
  const put = (id: number, permissions: unknown, by = admin) =>
    by.put(`${ROLES}/${id}/permissions`).send({ permissions });
  const someoneWith = async (role: ShownRole) => {
    const person = await test.newcomer();
    await system.patch(`${USERS}/${person.id}`).send({ role: role.name }).expect(200);
    return person;
  };

  describe('list', () => {
    it('shows what comes with the product first, with permissions and users counted', async () => {
      const { body } = await admin.get(ROLES).expect(200);
      expect(body).toMatchObject({ total: body.items.length, page: 1, pageSize: 50 });
      const [first, second, third] = body.items as ShownRole[];
      expect(first).toMatchObject({ name: 'system', builtIn: true, usersCount: 1, editable: false });
      expect(first?.permissions).toEqual([...permissionCodes].sort());
      expect(second).toMatchObject({ name: 'admin', builtIn: true, usersCount: 1, editable: false });
      expect(third).toMatchObject({ name: 'user', builtIn: true, usersCount: 0, editable: true });
      expect(await named('admin', system)).toMatchObject({ editable: true });
      expect(await named('system', system)).toMatchObject({ editable: false });
    });

    it('is searched, sorted and cut into pages', async () => {
      await create(['users.read'], admin, 'Зоопарк');
      const { body } = await admin.get(`${ROLES}?search=зоо`).expect(200);
      expect(body.items).toMatchObject([{ name: 'Зоопарк' }]);
      const { body: sorted } = await admin.get(`${ROLES}?sort=-name&pageSize=1`).expect(200);
      expect(sorted.items).toHaveLength(1);
      expect(sorted.total).toBeGreaterThan(3);
      await admin.get(`${ROLES}?sort=permissions`).expect(400);
    });

    it('of permissions names each in both languages, and says which one may give', async () => {
      const { body } = await admin.get('/api/v1/admin/permissions').expect(200);
      expect(body.items.map(({ code }: { code: string }) => code)).toEqual([...permissionCodes]);
      for (const { description, group } of body.items) {
        for (const words of [description, group.name]) {
          expect(words.ru).toMatch(/[а-яё]/i);
          expect(words.en).toMatch(/^[^а-яё]+$/i);
        }
      }
      expect(body.items.find(({ code }: { code: string }) => code === 'users.read')).toMatchObject({
        group: { code: 'users', reach: 'service' },
        grantable: true,
      });
      const beyond = body.items.filter(({ grantable }: { grantable: boolean }) => !grantable);
      expect(beyond.map(({ code }: { code: string }) => code)).toEqual(['system.manage']);
    });
  });

  describe('create', () => {
    it('makes a role that can be given', async () => {
      const role = await create(['users.read', 'users.read', 'logs.read']);
      expect(role).toMatchObject({
        builtIn: false,
        permissions: ['logs.read', 'users.read'],
        usersCount: 0,
        editable: true,
      });
      const { agent } = await someoneWith(role);
      await agent.get(USERS).expect(200);
      await agent.get(ROLES).expect(403);
      expect((await named(role.name)).usersCount).toBe(1);
    });

    it('refuses names that are taken, in any case, or hard to read', async () => {
      await create([], admin, 'Кладовщик');
      for (const name of ['Кладовщик', 'КЛАДОВЩИК', ' кладовщик ', 'System']) {
        const { body } = await admin.post(ROLES).send({ name, permissions: [] }).expect(409);
        expect(body).toMatchObject({ code: 'role_exists', errors: [{ field: 'name' }] });
      }
      for (const name of ['', 'a,b', '-', 'x'.repeat(65), 7, undefined]) {
        const { body } = await admin.post(ROLES).send({ name, permissions: [] }).expect(400);
        expect(body.errors).toMatchObject([{ field: 'name' }]);
      }
    });

    it.each([[['users.fly']], ['users.read'], [[1]], [undefined]])(
      'refuses the permissions %j',
      async (permissions) => {
        const { body } = await admin.post(ROLES).send({ name: aName(), permissions }).expect(400);
        expect(body.errors).toMatchObject([{ field: 'permissions' }]);
      },
    );

    it('gives nothing beyond one’s own', async () => {
      const { body } = await admin
        .post(ROLES)
        .send({ name: aName(), permissions: ['system.manage'] })
        .expect(403);
      expect(body).toMatchObject({ code: 'forbidden', detail: 'Нельзя дать право, которого нет у вас' });
      await create(['system.manage'], system);
    });
  });

  describe('permissions', () => {
    it('count from the next request on', async () => {
      const role = await create(['users.read']);
      const { agent } = await someoneWith(role);
      await agent.get(USERS).expect(200);
      expect((await put(role.id, ['roles.read']).expect(200)).body).toMatchObject({ permissions: ['roles.read'] });
      await agent.get(USERS).expect(403);
      await agent.get(ROLES).expect(200);
      await put(role.id, []).expect(200);
      await agent.get(ROLES).expect(403);
    });

    it('of a role that may do more than oneself stay as they are', async () => {
      const role = await create(['users.read', 'system.manage'], system);
      for (const permissions of [['users.read'], [], ['users.read', 'system.manage', 'logs.read']]) {
        expect((await put(role.id, permissions).expect(403)).body.code).toBe('forbidden');
      }
      const own = await create(['users.read']);
      await put(own.id, ['system.manage']).expect(403);
      expect((await named(own.name)).permissions).toEqual(['users.read']);
    });

    it('of `system` never change, those of `admin` only by system, those of `user` by admins too', async () => {
      const [mighty, own, ordinary] = [await named('system'), await named('admin'), await named('user')];
      for (const by of [admin, system]) {
        expect((await put(mighty.id, ['users.read'], by).expect(403)).body.code).toBe('forbidden');
      }
      await put(own.id, own.permissions, admin).expect(403);
      await put(own.id, own.permissions, system).expect(200);
      const without = ordinary.permissions.filter((code) => code !== 'sync.write');
      for (const by of [admin, system]) {
        await put(ordinary.id, without, by).expect(200);
        await put(ordinary.id, ordinary.permissions, by).expect(200);
        await put(ordinary.id, [...without, 'system.manage'], admin).expect(403);
      }
      expect((await named('system')).permissions).toEqual([...permissionCodes].sort());
    });

    it('are not taken so that the editor is locked out', async () => {
      const role = await create(['roles.read', 'roles.write', 'users.read']);
      const { agent } = await someoneWith(role);
      const { body } = await put(role.id, ['roles.read'], agent).expect(409);
      expect(body.code).toBe('yourself');
      expect((await named(role.name)).permissions).toContain('roles.write');
      await put(role.id, ['roles.read', 'roles.write'], agent).expect(200);
      await agent.get(USERS).expect(403);
    });

    it('that are not known are refused', async () => {
      const { id } = await create([]);
      for (const permissions of [['users.fly'], 'users.read', undefined, [null]])
        await put(id, permissions).expect(400);
      await put(999_999, []).expect(404);
    });
  });

  describe('rename and remove', () => {
    it('changes the name under which the role is known', async () => {
      const role = await create(['users.read']);
      const person = await someoneWith(role);
      const name = `${role.name} новая`;
      expect((await admin.patch(`${ROLES}/${role.id}`).send({ name }).expect(200)).body).toMatchObject({
        name,
        usersCount: 1,
      });
      expect((await admin.get(`${USERS}/${person.id}`)).body.roles).toEqual([name]);
      expect((await admin.patch(`${ROLES}/${role.id}`).send({ name: 'admin' }).expect(409)).body.code).toBe(
        'role_exists',
      );
    });

    it('removes a role that nobody has', async () => {
      const role = await create(['users.read']);
      const person = await someoneWith(role);
      expect((await admin.delete(`${ROLES}/${role.id}`).expect(409)).body.code).toBe('role_in_use');
      await admin.patch(`${USERS}/${person.id}`).send({ role: 'user' }).expect(200);
      await admin.delete(`${ROLES}/${role.id}`).expect(204);
      await admin.delete(`${ROLES}/${role.id}`).expect(404);
      expect((await list()).map(({ id }) => id)).not.toContain(role.id);
    });

    it('leaves the built-in ones, and those beyond one’s own', async () => {
      const mightier = await create(['system.manage'], system);
      await admin.patch(`${ROLES}/${mightier.id}`).send({ name: aName() }).expect(403);
      await admin.delete(`${ROLES}/${mightier.id}`).expect(403);
      for (const name of ['admin', 'user']) {
        const { id } = await named(name);
        await admin.delete(`${ROLES}/${id}`).expect(name === 'admin' ? 403 : 409);
        expect((await system.delete(`${ROLES}/${id}`).expect(409)).body.code).toBe('built_in_role');
        const answer = await system.patch(`${ROLES}/${id}`).send({ name: aName() }).expect(409);
        expect(answer.body.code).toBe('built_in_role');
      }
      await system.delete(`${ROLES}/${(await named('system')).id}`).expect(403);
    });
  });
});
