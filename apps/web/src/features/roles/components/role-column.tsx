import { lazy, Suspense, useState } from 'react';
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Role } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { useRoleName } from '../../users/components/role-name.js';
import { useDeleteRole } from '../api/change-roles.js';
import classes from './role-matrix.module.css';

const Confirm = lazy(() => import('../../../components/ui/confirm.js'));
const RoleNameDialog = lazy(() => import('./role-name-dialog.js'));

interface RoleColumnProps {
  role: Role;
  mayWrite: boolean;
  isChanged: boolean;
  isSaving: boolean;
  onSave: () => void;
  onForget: () => void;
}

/** Head of a role's column: its name, how many have it, and what can be done with it. */
export function RoleColumn({ role, mayWrite, isChanged, isSaving, onSave, onForget }: RoleColumnProps) {
  const { t } = useTranslation(['admin', 'common']);
  const name = useRoleName()(role.name);
  const remove = useDeleteRole();
  const [asked, setAsked] = useState<'rename' | 'delete' | null>(null);
  const close = () => setAsked(null);
  const mayShape = mayWrite && role.editable && !role.builtIn;
  return (
    <div className={classes.role}>
      <span className={classes.name}>{name}</span>
      <Text size="xs" c="dimmed" component={Link} to={paths.usersWith({ role: role.name })}>
        {t('roles.users', { count: role.usersCount })}
      </Text>
      {mayWrite && !role.editable && (
        <Text size="xs" c="dimmed">
          {role.name === 'system' ? t('roles.systemFixed') : t('roles.beyond')}
        </Text>
      )}
      {mayShape && (
        <Group gap={4} justify="center">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('roles.rename', { name })}
            onClick={() => setAsked('rename')}
          >
            <IconPencil size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('roles.delete', { name })}
            onClick={() => setAsked('delete')}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      )}
      {isChanged && (
        <Group gap={4} justify="center">
          <Button size="compact-sm" loading={isSaving} aria-label={t('roles.saveNamed', { name })} onClick={onSave}>
            {t('roles.save')}
          </Button>
          <Button size="compact-sm" variant="default" aria-label={t('roles.undoNamed', { name })} onClick={onForget}>
            {t('roles.undo')}
          </Button>
        </Group>
      )}
      <Suspense>
        {asked === 'rename' && <RoleNameDialog role={role} onClose={close} />}
        {asked === 'delete' && (
          <Confirm
            title={t('roles.deleteTitle', { name })}
            action={t('roles.deleteAction')}
            busy={remove.isPending}
            onClose={close}
            onConfirm={() =>
              remove.mutate(role.id, {
                onSuccess: () => {
                  notifyDone(t('roles.deleted', { name }));
                  close();
                },
              })
            }
          >
            {role.usersCount > 0 ? t('roles.inUse', { count: role.usersCount }) : t('roles.deleteText')}
          </Confirm>
        )}
      </Suspense>
    </div>
  );
}
