import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Notice } from '../../../components/ui/notice.js';
import { SecretInput } from '../../../components/ui/secret-input.js';
import { ApiProblem } from '../../../lib/api.js';
import { paths } from '../../../lib/paths.js';
import { useResetPassword } from '../api/reset-password.js';
import { useFieldChecks } from '../fields.js';
import { refusalOf } from '../refusal.js';
import { useLinkToken } from '../use-link-token.js';
import { GuestPage } from './guest-page.js';

/** A new password by the link of a letter. */
export function ResetView() {
  const { t } = useTranslation('auth');
  const checks = useFieldChecks();
  const token = useLinkToken();
  const reset = useResetPassword();
  const form = useForm({ initialValues: { password: '' }, validate: { password: checks.newPassword } });

  if (reset.isSuccess) {
    return (
      <GuestPage title={t('reset.done')} description={t('reset.doneText')}>
        <ButtonLink to={paths.login} size="md" fullWidth>
          {t('signIn')}
        </ButtonLink>
      </GuestPage>
    );
  }
  const spent = reset.error instanceof ApiProblem && reset.error.code === 'token_invalid';
  if (token === '' || spent) {
    return (
      <GuestPage title={t('link.title')} description={t('reset.spent')}>
        <ButtonLink to={paths.forgotPassword} size="md" fullWidth>
          {t('reset.again')}
        </ButtonLink>
      </GuestPage>
    );
  }
  const submit = form.onSubmit(({ password }) =>
    reset.mutate(
      { token, password },
      { onError: (error) => form.setErrors(refusalOf(error, form.getValues()).fields) },
    ),
  );
  const refusal = reset.error && refusalOf(reset.error, form.getValues()).words;
  return (
    <GuestPage title={t('reset.title')} description={t('reset.text')}>
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          {refusal && <Notice tone="bad">{refusal}</Notice>}
          <SecretInput
            label={t('newPassword')}
            description={t('passwordHint')}
            name="password"
            autoComplete="new-password"
            size="md"
            reveal={t('showPassword')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" loading={reset.isPending} fullWidth>
            {t('reset.submit')}
          </Button>
        </Stack>
      </form>
    </GuestPage>
  );
}
