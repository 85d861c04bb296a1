import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { paths } from '../../../lib/paths.js';
import { useForgotPassword } from '../api/forgot-password.js';
import { EmailForm } from './email-form.js';
import { GuestPage } from './guest-page.js';
import { TextLink } from './text-link.js';

/** Asks where to send the link for a new password. Never tells whether there is such an account. */
export function ForgotView() {
  const { t } = useTranslation('auth');
  const forgot = useForgotPassword();
  return (
    <GuestPage
      title={t('forgot.title')}
      description={t('forgot.text')}
      below={<TextLink to={paths.login}>{t('toSignIn')}</TextLink>}
    >
      {forgot.isSuccess ? (
        <Notice tone="ok" title={t('forgot.sent')}>
          {t('forgot.sentText', { email: forgot.variables })}
        </Notice>
      ) : (
        <EmailForm
          action={t('forgot.submit')}
          busy={forgot.isPending}
          error={forgot.error}
          onSubmit={(email) => forgot.mutate(email)}
        />
      )}
    </GuestPage>
  );
}
