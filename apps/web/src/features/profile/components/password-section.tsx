import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../../../components/ui/secret-input.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useFieldChecks } from '../../auth/fields.js';
import { useChangePassword } from '../api/profile.js';
import classes from './profile.module.css';
import { Section } from '../../../components/ui/section.js';

/** A new password for who knows the present one. */
export function PasswordSection({ email }: { email: string }) {
  const { t } = useTranslation('profile');
  const checks = useFieldChecks();
  const change = useChangePassword();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: { currentPassword: checks.password, newPassword: checks.newPassword },
  });
  const submit = form.onSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => {
        form.reset();
        notifyDone(t('password.changed'));
      },
      onError: (error) => showFormProblem(form, error),
    }),
  );
  return (
    <Section title={t('password.title')} text={t('password.text')}>
      <form noValidate onSubmit={submit} className={classes.fields}>
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <SecretInput
          label={t('password.current')}
          autoComplete="current-password"
          reveal={t('showPassword')}
          {...form.getInputProps('currentPassword')}
        />
        <SecretInput
          label={t('password.new')}
          description={t('password.hint')}
          autoComplete="new-password"
          reveal={t('showPassword')}
          {...form.getInputProps('newPassword')}
        />
        <div>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('password.submit')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
