import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { Notice } from '../../components/ui/notice.js';
import { sessionQuery } from '../../features/auth/api/get-session.js';
import { GuestPage } from '../../features/auth/components/guest-page.js';
import { LoginForm } from '../../features/auth/components/login-form.js';
import { TextLink } from '../../features/auth/components/text-link.js';
import { nextPath, paths } from '../../lib/paths.js';

/** Sign-in page; a signed-in visitor goes on to where they wanted to be. */
export function Component() {
  const { t } = useTranslation('auth');
  const [params] = useSearchParams();
  const session = useQuery(sessionQuery());
  if (session.data?.user) return <Navigate to={nextPath(params.get('next'))} replace />;
  return (
    <GuestPage
      title={t('title')}
      description={t('promise')}
      below={
        <>
          <TextLink to={paths.forgotPassword}>{t('forgot.link')}</TextLink>
          <TextLink to={paths.register}>{t('register.link')}</TextLink>
        </>
      }
    >
      {params.has('closed') && (
        <div style={{ marginBottom: 16 }}>
          <Notice tone="ok">{t('closed')}</Notice>
        </div>
      )}
      <LoginForm />
    </GuestPage>
  );
}
