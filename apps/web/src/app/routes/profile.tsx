import { useTranslation } from 'react-i18next';
import { Page } from '../../components/ui/page.js';
import { ProfileView } from '../../features/profile/components/profile-view.js';

/** One's own account: data, password, sessions, API tokens, and its end. */
export function Component() {
  const { t } = useTranslation('profile');
  return (
    <Page title={t('title')}>
      <ProfileView />
    </Page>
  );
}
