import { lazy, Suspense } from 'react';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Section } from '../../../components/ui/section.js';

const CloseAccountDialog = lazy(() => import('./close-account-dialog.js'));

/** The way to the end of the account. */
export function CloseAccount() {
  const { t } = useTranslation('profile');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Section title={t('closing.title')} text={t('closing.text')}>
      <Button variant="outline" color="red" onClick={open}>
        {t('closing.open')}
      </Button>
      {opened && (
        <Suspense>
          <CloseAccountDialog onClose={close} />
        </Suspense>
      )}
    </Section>
  );
}
