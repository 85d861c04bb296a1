import { describe, expect, it } from '@jest/globals';
import type { Permission, Role } from '../../lib/api-types.js';
import { byGroup, changed, toggled } from './matrix.js';

const words = (text: string) => ({ ru: text, en: text });

function permission(code: string): Permission {
  const group = code.split('.')[0] ?? '';
  return {
    code,
    group: { code: group, reach: 'service', name: words(group) },
    description: words(code),
    grantable: true,
  };
}

const role: Role = {
  id: 7,
  name: 'Поддержка',
  builtIn: false,
  usersCount: 0,
  editable: true,
  permissions: ['users.read', 'logs.read'],
};

describe('the matrix of roles', () => {
  it('puts each permission under its group, keeping the order', () => {
    const groups = byGroup(['users.read', 'logs.read', 'users.write'].map(permission));
    expect(groups.map(([group, members]) => [group.code, members.map(({ code }) => code)])).toEqual([
      ['users', ['users.read', 'users.write']],
      ['logs', ['logs.read']],
    ]);
  });

  it('knows a role as changed until the change is taken back', () => {
    expect(changed(role, {})).toBe(false);
    const taken = toggled({}, role, 'users.read');
    expect(taken).toEqual({ 7: ['logs.read'] });
    expect(changed(role, taken)).toBe(true);
    expect(changed(role, toggled(taken, role, 'users.read'))).toBe(false);
  });

  it('leaves the drafts of other roles alone', () => {
    expect(toggled({ 3: ['a.b'] }, role, 'sync.read')).toEqual({
      3: ['a.b'],
      7: ['users.read', 'logs.read', 'sync.read'],
    });
  });
});
