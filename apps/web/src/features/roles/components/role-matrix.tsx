import { Fragment, useState } from 'react';
import { Checkbox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import type { Permission, Role } from '../../../lib/api-types.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { useRoleName } from '../../users/components/role-name.js';
import { useSavePermissions } from '../api/change-roles.js';
import { permissionsQuery, rolesQuery } from '../api/get-roles.js';
import { byGroup, changed, toggled, type Drafts } from '../matrix.js';
import { RoleColumn } from './role-column.js';
import classes from './role-matrix.module.css';

/** What each role may do: a column per role, a row per permission; each column is saved by itself. */
export function RoleMatrix({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useTranslation('admin');
  const roles = useQuery(rolesQuery());
  const permissions = useQuery(permissionsQuery());
  const failed = [roles, permissions].filter((query) => query.isError && !query.data);
  if (failed.length > 0) {
    return (
      <Card>
        <ErrorState error={failed[0]?.error} onRetry={() => failed.forEach((query) => void query.refetch())} />
      </Card>
    );
  }
  return (
    <Card flush aria-label={t('roles.title')}>
      {roles.data && permissions.data ? (
        <Matrix roles={roles.data.items} permissions={permissions.data.items} mayWrite={mayWrite} />
      ) : (
        <Loading rows={10} inset />
      )}
    </Card>
  );
}

interface MatrixProps {
  roles: Role[];
  permissions: Permission[];
  mayWrite: boolean;
}

function Matrix({ roles, permissions, mayWrite }: MatrixProps) {
  const { t, i18n } = useTranslation('admin');
  const nameOf = useRoleName();
  const save = useSavePermissions();
  const [drafts, setDrafts] = useState<Drafts>({});
  const say = (words: { ru: string; en: string }) => (i18n.language === 'en' ? words.en : words.ru);
  const chosenOf = (role: Role) => drafts[role.id] ?? role.permissions;
  const forget = (id: number) =>
    setDrafts((all) => Object.fromEntries(Object.entries(all).filter(([key]) => Number(key) !== id)));
  const saveRole = (role: Role) =>
    save.mutate(
      { id: role.id, permissions: chosenOf(role) },
      {
        onSuccess: () => {
          forget(role.id);
          notifyDone(t('roles.saved', { name: nameOf(role.name) }));
        },
      },
    );
  const whyNot = (role: Role, permission: Permission): string | null => {
    if (!mayWrite) return t('roles.readOnly');
    if (!role.editable) return role.name === 'system' ? t('roles.systemFixed') : t('roles.beyond');
    return permission.grantable ? null : t('roles.notYours');
  };

  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('roles.permission')}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                <RoleColumn
                  role={role}
                  mayWrite={mayWrite}
                  isChanged={changed(role, drafts)}
                  isSaving={save.isPending && save.variables.id === role.id}
                  onSave={() => saveRole(role)}
                  onForget={() => forget(role.id)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byGroup(permissions).map(([group, members]) => (
            <Fragment key={group.code}>
              <tr>
                <th scope="colgroup" colSpan={roles.length + 1} className={classes.group}>
                  <span>{say(group.name)}</span>
                </th>
              </tr>
              {members.map((permission) => (
                <tr key={permission.code}>
                  <th scope="row">
                    <Text size="sm" component="span">
                      {say(permission.description)}
                    </Text>
                  </th>
                  {roles.map((role) => {
                    const reason = whyNot(role, permission);
                    return (
                      <td key={role.id} title={reason ?? undefined}>
                        <Checkbox
                          aria-label={`${nameOf(role.name)}: ${say(permission.description)}`}
                          checked={chosenOf(role).includes(permission.code)}
                          disabled={reason !== null}
                          onChange={() => setDrafts((all) => toggled(all, role, permission.code))}
                          classNames={{ body: classes.box ?? '' }}
                        />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
