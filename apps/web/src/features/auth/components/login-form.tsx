import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { SecretInput } from '../../../components/ui/secret-input.js';
import { ApiProblem } from '../../../lib/api.js';
import type { Credentials } from '../../../lib/api-types.js';
import { problemText } from '../../../lib/problem-text.js';
import { useLogin } from '../api/login.js';
import { ResendButton } from './resend-button.js';

function LoginRefusal({ error, email }: { error: Error; email: string }) {
  const unconfirmed = error instanceof ApiProblem && error.code === 'email_not_confirmed';
  return (
    <>
      <Notice tone={unconfirmed ? 'wait' : 'bad'}>{problemText(error)}</Notice>
      {unconfirmed && <ResendButton key={email} email={email} />}
    </>
  );
}

/** Email and password. What was typed stays when the server refuses. */
export function LoginForm() {
  const { t } = useTranslation('auth');
  const login = useLogin();
  const form = useForm<Credentials>({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : t('emailWrong')),
      password: (password) => (password === '' ? t('passwordMissing') : null),
    },
  });

  return (
    <form noValidate onSubmit={form.onSubmit(({ email, password }) => login.mutate({ email: email.trim(), password }))}>
      <Stack gap="md">
        {login.error && <LoginRefusal error={login.error} email={login.variables.email} />}
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          size="md"
          autoFocus
          {...form.getInputProps('email')}
        />
        <SecretInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          size="md"
          reveal={t('showPassword')}
          {...form.getInputProps('password')}
        />
        <Button type="submit" size="md" mt="xs" loading={login.isPending} fullWidth>
          {t('signIn')}
        </Button>
      </Stack>
    </form>
  );
}
