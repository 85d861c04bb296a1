import { Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../lib/api-types.js';
import { notifyDone, notifyProblem } from '../../../lib/problem-text.js';
import { useSaveProfile } from '../api/profile.js';
import { Section } from '../../../components/ui/section.js';

/** Where one agrees to be written to. */
export function NotificationsSection({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const save = useSaveProfile();
  const { notifications, phone } = profile;
  const shown = save.isPending ? { ...notifications, ...save.variables.notifications } : notifications;
  const change = (wanted: { email?: boolean; sms?: boolean }) =>
    save.mutate(
      { notifications: wanted },
      { onSuccess: () => notifyDone(t('saved')), onError: (error) => notifyProblem(error) },
    );
  return (
    <Section title={t('notifications.title')} text={t('notifications.text')}>
      <Stack gap="md">
        <Switch
          label={t('notifications.email')}
          checked={shown.email}
          onChange={({ currentTarget }) => change({ email: currentTarget.checked })}
        />
        <Switch
          label={t('notifications.sms')}
          description={phone === null ? t('notifications.noPhone') : t('notifications.smsTo', { phone })}
          disabled={phone === null}
          checked={shown.sms}
          onChange={({ currentTarget }) => change({ sms: currentTarget.checked })}
        />
      </Stack>
    </Section>
  );
}
