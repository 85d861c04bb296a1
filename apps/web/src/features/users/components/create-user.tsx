import { lazy, Suspense } from 'react';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const CreateUserDialog = lazy(() => import('./create-user-dialog.js'));

/** Button that opens the dialog for a new account. */
export function CreateUser() {
  const { t } = useTranslation('users');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
        {t('create')}
      </Button>
      {opened && (
        <Suspense>
          <CreateUserDialog onClose={close} />
        </Suspense>
      )}
    </>
  );
}
