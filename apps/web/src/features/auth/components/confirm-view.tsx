import { useEffect } from 'react';
import { Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Notice } from '../../../components/ui/notice.js';
import { ApiProblem } from '../../../lib/api.js';
import { paths } from '../../../lib/paths.js';
import { problemText } from '../../../lib/problem-text.js';
import { confirmEmailQuery } from '../api/confirm-email.js';
import { sessionQuery } from '../api/get-session.js';
import { useResendConfirmation } from '../api/resend-confirmation.js';
import { useLinkToken } from '../use-link-token.js';
import { EmailForm } from './email-form.js';
import { GuestPage } from './guest-page.js';
import { TextLink } from './text-link.js';

/** Confirms an address by the link of a letter, by itself. */
export function ConfirmView() {
  const { t } = useTranslation('auth');
  const client = useQueryClient();
  const token = useLinkToken();
  const confirmed = useQuery(confirmEmailQuery(token));
  const isSignedIn = Boolean(useQuery(sessionQuery()).data?.user);
  useEffect(() => {
    if (confirmed.isSuccess) void client.invalidateQueries({ queryKey: sessionQuery().queryKey });
  }, [client, confirmed.isSuccess]);

  if (confirmed.isSuccess) {
    return (
      <GuestPage title={t('confirm.done')} description={isSignedIn ? t('confirm.changed') : t('confirm.doneText')}>
        <ButtonLink to={isSignedIn ? paths.profile : paths.login} size="md" fullWidth>
          {isSignedIn ? t('toProfile') : t('signIn')}
        </ButtonLink>
      </GuestPage>
    );
  }
  const { error } = confirmed;
  if (token === '' || (error instanceof ApiProblem && error.code === 'token_invalid')) {
    return isSignedIn ? <ChangeAgain /> : <SendAgain />;
  }
  return (
    <GuestPage title={t('confirm.title')}>
      {error ? (
        <Notice tone="bad">{problemText(error)}</Notice>
      ) : (
        <Center mih={80} aria-busy="true">
          <Loader />
        </Center>
      )}
    </GuestPage>
  );
}

/** The link for a changed address is spent: the change is to be asked for anew. */
function ChangeAgain() {
  const { t } = useTranslation('auth');
  return (
    <GuestPage title={t('link.title')} description={t('confirm.changeSpent')}>
      <ButtonLink to={paths.profile} size="md" fullWidth>
        {t('toProfile')}
      </ButtonLink>
    </GuestPage>
  );
}

function SendAgain() {
  const { t } = useTranslation('auth');
  const resend = useResendConfirmation();
  return (
    <GuestPage
      title={t('link.title')}
      description={t('confirm.spent')}
      below={<TextLink to={paths.login}>{t('toSignIn')}</TextLink>}
    >
      {resend.isSuccess ? (
        <Notice tone="ok">{t('resend.sent', { email: resend.variables })}</Notice>
      ) : (
        <EmailForm
          action={t('resend.again')}
          busy={resend.isPending}
          error={resend.error}
          onSubmit={(email) => resend.mutate(email)}
        />
      )}
    </GuestPage>
  );
}
