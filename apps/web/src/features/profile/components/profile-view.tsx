import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { profileQuery } from '../api/profile.js';
import { ApiTokens } from './api-tokens.js';
import { CloseAccount } from './close-account.js';
import { EmailSection } from './email-section.js';
import { NotificationsSection } from './notifications-section.js';
import { PasswordSection } from './password-section.js';
import { PersonSection } from './person-section.js';
import { OpenSessions } from './open-sessions.js';
import classes from './profile.module.css';

/** Everything about one's own account; `children` stand beside the tokens. */
export function ProfileView({ children }: { children?: ReactNode }) {
  const profile = useQuery(profileQuery());
  if (profile.isPending) return <Loading rows={4} height={160} />;
  if (!profile.data) {
    return (
      <Card>
        <ErrorState error={profile.error} onRetry={() => void profile.refetch()} />
      </Card>
    );
  }
  return (
    <div className={classes.sections}>
      <PersonSection profile={profile.data} />
      <EmailSection profile={profile.data} />
      <PasswordSection email={profile.data.email} />
      <NotificationsSection profile={profile.data} />
      <OpenSessions />
      <ApiTokens />
      {children}
      <CloseAccount />
    </div>
  );
}
