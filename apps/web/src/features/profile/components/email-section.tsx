import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { SecretInput } from '../../../components/ui/secret-input.js';
import type { Profile } from '../../../lib/api-types.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useFieldChecks } from '../../auth/fields.js';
import { useSaveProfile } from '../api/profile.js';
import classes from './profile.module.css';
import { Section } from '../../../components/ui/section.js';

/** The address one signs in with; a new one counts once it is confirmed. */
export function EmailSection({ profile }: { profile: Profile }) {
  const { t } = useTranslation('profile');
  const checks = useFieldChecks();
  const save = useSaveProfile();
  const giveUp = useSaveProfile();
  const form = useForm({
    initialValues: { email: '', currentPassword: '' },
    validate: { email: checks.email, currentPassword: checks.password },
  });
  const submit = form.onSubmit(({ email, currentPassword }) =>
    save.mutate(
      { email: email.trim(), currentPassword },
      { onSuccess: () => form.reset(), onError: (error) => showFormProblem(form, error) },
    ),
  );
  const cancel = () =>
    giveUp.mutate(
      { email: profile.email },
      {
        onSuccess: () => notifyDone(t('email.givenUp')),
        onError: (error) => showFormProblem(form, error),
      },
    );
  return (
    <Section title={t('email.title')} text={t('email.now', { email: profile.email })}>
      <form noValidate onSubmit={submit} className={classes.fields}>
        {profile.pendingEmail && (
          <Notice
            tone="wait"
            title={t('email.pending', { email: profile.pendingEmail })}
            action={
              <Button variant="default" size="xs" loading={giveUp.isPending} onClick={cancel}>
                {t('email.giveUp')}
              </Button>
            }
          >
            {t('email.pendingText')}
          </Notice>
        )}
        <TextInput
          label={t('email.new')}
          type="email"
          autoComplete="email"
          inputMode="email"
          {...form.getInputProps('email')}
        />
        <SecretInput
          label={t('email.password')}
          autoComplete="current-password"
          reveal={t('showPassword')}
          {...form.getInputProps('currentPassword')}
        />
        <div>
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('email.submit')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
