import { lazy, Suspense } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const DeleteUserDialog = lazy(() => import('./delete-user-dialog.js'));

interface DeleteUserProps {
  user: { id: number; name: string };
  /** Only the sign, for a row of a list. */
  compact?: boolean;
  onDeleted?: () => void;
}

/** Button that asks, and then deletes an account. */
export function DeleteUser({ user, compact = false, onDeleted }: DeleteUserProps) {
  const { t } = useTranslation('users');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      {compact ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('delete.named', { name: user.name })}
          onClick={open}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <Button color="red" variant="outline" onClick={open}>
          {t('delete.action')}
        </Button>
      )}
      {opened && (
        <Suspense>
          <DeleteUserDialog user={user} onClose={close} onDeleted={onDeleted} />
        </Suspense>
      )}
    </>
  );
}
