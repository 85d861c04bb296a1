import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../components/ui/empty-state.js';
import { Page } from '../../components/ui/page.js';
import { useCan } from '../../features/auth/components/current-user.js';
import { addWords } from '../../lib/i18n.js';
import { ruAdminRooms } from '../../locales/ru/admin-rooms.js';

addWords('ru', ruAdminRooms);

interface AdminPageProps extends ComponentProps<typeof Page> {
  /** Whoever lacks it is told so instead of being shown the page. */
  permission: string;
}

/** A page of the admin section; its content is mounted only for those who may see it. */
export function AdminPage({ permission, ...page }: AdminPageProps) {
  const { t } = useTranslation('users');
  if (useCan(permission)) return <Page {...page} />;
  return (
    <Page title={page.title}>
      <EmptyState title={t('forbidden')}>{t('forbiddenText')}</EmptyState>
    </Page>
  );
}
