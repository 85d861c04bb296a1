import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { paths } from '../../../lib/paths.js';
import { GuestPage } from './guest-page.js';
import { ResendButton } from './resend-button.js';
import { TextLink } from './text-link.js';

interface CheckMailProps {
  email: string;
  /** Back to the form, with everything that was typed. */
  onChange: () => void;
}

/** What to do after registering: open the letter. */
export function CheckMail({ email, onChange }: CheckMailProps) {
  const { t } = useTranslation('auth');
  return (
    <GuestPage
      title={t('checkMail.title')}
      description={t('checkMail.text', { email })}
      below={
        <>
          <Anchor component="button" type="button" inherit onClick={onChange}>
            {t('checkMail.otherAddress')}
          </Anchor>
          <TextLink to={paths.login}>{t('toSignIn')}</TextLink>
        </>
      }
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('checkMail.hint')}
      </Text>
      <ResendButton email={email} justSent />
    </GuestPage>
  );
}
