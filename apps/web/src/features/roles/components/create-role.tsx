import { lazy, Suspense } from 'react';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const RoleNameDialog = lazy(() => import('./role-name-dialog.js'));

/** Button that opens the dialog for a new role. */
export function CreateRole() {
  const { t } = useTranslation('admin');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
        {t('roles.create')}
      </Button>
      {opened && (
        <Suspense>
          <RoleNameDialog role={null} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
