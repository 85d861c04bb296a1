import { useTranslation } from 'react-i18next';
import { Page } from '../../components/ui/page.js';
import { useCan } from '../../features/auth/components/current-user.js';
import { HooksSection } from '../../features/hooks/components/hooks-section.js';
import { ProfileView } from '../../features/profile/components/profile-view.js';

/** One's own account: data, password, sessions, what programs may do and are told, and its end. */
export function Component() {
  const { t } = useTranslation('profile');
  return (
    <Page title={t('title')}>
      <ProfileView>{useCan('hooks.read') && <HooksSection />}</ProfileView>
    </Page>
  );
}
