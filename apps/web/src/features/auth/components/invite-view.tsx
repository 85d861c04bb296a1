import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { ApiProblem } from '../../../lib/api.js';
import { paths } from '../../../lib/paths.js';
import { inviteQuery, useAcceptInvite } from '../api/invite.js';
import { useLinkToken } from '../use-link-token.js';
import { GuestPage } from './guest-page.js';
import { InviteForm } from './invite-form.js';

/** An invited person chooses a password and is in. */
export function InviteView() {
  const { t } = useTranslation('auth');
  const token = useLinkToken();
  const accept = useAcceptInvite(token);
  // Once it is being accepted, there is nothing to look at any more under this link.
  const isSpent = accept.isPending || accept.isSuccess;
  const invite = useQuery({ ...inviteQuery(token), enabled: token !== '' && !isSpent });

  if (accept.isSuccess) return <Navigate to={paths.start} replace />;
  const problem = accept.error ?? invite.error;
  if (token === '' || (problem instanceof ApiProblem && problem.code === 'token_invalid')) {
    return (
      <GuestPage title={t('link.title')} description={t('invite.spent')}>
        <ButtonLink to={paths.login} size="md" fullWidth>
          {t('toSignIn')}
        </ButtonLink>
      </GuestPage>
    );
  }
  return (
    <GuestPage title={t('invite.title')} description={invite.data && t('invite.text', { email: invite.data.email })}>
      {invite.data && (
        <InviteForm
          invite={invite.data}
          busy={accept.isPending}
          error={accept.error}
          onSubmit={(input) => accept.mutate(input)}
        />
      )}
      {invite.isPending && (
        <Center mih={80} aria-busy="true">
          <Loader />
        </Center>
      )}
      {invite.isError && <ErrorState error={invite.error} onRetry={() => void invite.refetch()} />}
    </GuestPage>
  );
}
