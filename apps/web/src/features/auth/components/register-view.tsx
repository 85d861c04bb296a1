import { useState } from 'react';
import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { SecretInput } from '../../../components/ui/secret-input.js';
import type { Registration } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { useRegister } from '../api/register.js';
import { useFieldChecks } from '../fields.js';
import { refusalOf } from '../refusal.js';
import { CheckMail } from './check-mail.js';
import { GuestPage } from './guest-page.js';
import { TextLink } from './text-link.js';

/** Registration, and then the request to open the letter. */
export function RegisterView() {
  const { t } = useTranslation('auth');
  const checks = useFieldChecks();
  const register = useRegister();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    initialValues: { name: '', email: '', phone: '', password: '' },
    validate: { name: checks.name, email: checks.email, password: checks.newPassword },
  });
  if (sentTo !== null) return <CheckMail email={sentTo} onChange={() => setSentTo(null)} />;

  const submit = form.onSubmit(({ name, email, phone, password }) => {
    const person: Registration = { name: name.trim(), email: email.trim(), password };
    if (phone.trim() !== '') person.phone = phone.trim();
    register.mutate(person, {
      onSuccess: (answer) => setSentTo(answer.email),
      onError: (error) => form.setErrors(refusalOf(error, form.getValues()).fields),
    });
  });
  const refusal = register.error && refusalOf(register.error, form.getValues()).words;
  return (
    <GuestPage
      title={t('register.title')}
      description={t('register.text')}
      below={
        <span>
          {t('register.known')} <TextLink to={paths.login}>{t('signIn')}</TextLink>
        </span>
      }
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          {refusal && <Notice tone="bad">{refusal}</Notice>}
          <TextInput label={t('name')} name="name" autoComplete="name" size="md" {...form.getInputProps('name')} />
          <TextInput
            label={t('email')}
            type="email"
            name="email"
            autoComplete="email"
            inputMode="email"
            size="md"
            {...form.getInputProps('email')}
          />
          <TextInput
            label={t('phone')}
            description={t('phoneHint')}
            type="tel"
            name="phone"
            autoComplete="tel"
            inputMode="tel"
            size="md"
            {...form.getInputProps('phone')}
          />
          <SecretInput
            label={t('password')}
            description={t('passwordHint')}
            name="password"
            autoComplete="new-password"
            size="md"
            reveal={t('showPassword')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" mt="xs" loading={register.isPending} fullWidth>
            {t('register.submit')}
          </Button>
        </Stack>
      </form>
    </GuestPage>
  );
}
