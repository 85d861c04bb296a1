import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { SecretInput } from '../../../components/ui/secret-input.js';
import { useFieldChecks } from '../fields.js';
import { refusalOf } from '../refusal.js';

interface InviteFormProps {
  invite: { email: string; name: string };
  busy: boolean;
  error: Error | null;
  onSubmit: (input: { name: string; password: string }) => void;
}

/** Name and password of an invited person. */
export function InviteForm({ invite, busy, error, onSubmit }: InviteFormProps) {
  const { t } = useTranslation('auth');
  const checks = useFieldChecks();
  const form = useForm({
    initialValues: { name: invite.name, password: '' },
    validate: { name: checks.name, password: checks.newPassword },
  });
  const refusal = error && refusalOf(error, form.getValues());
  return (
    <form noValidate onSubmit={form.onSubmit(({ name, password }) => onSubmit({ name: name.trim(), password }))}>
      <Stack gap="md">
        {refusal?.words && <Notice tone="bad">{refusal.words}</Notice>}
        <input type="hidden" name="email" autoComplete="username" value={invite.email} readOnly />
        <TextInput
          label={t('name')}
          name="name"
          autoComplete="name"
          size="md"
          {...form.getInputProps('name')}
          error={form.errors.name ?? refusal?.fields.name}
        />
        <SecretInput
          label={t('password')}
          description={t('passwordHint')}
          name="password"
          autoComplete="new-password"
          size="md"
          reveal={t('showPassword')}
          {...form.getInputProps('password')}
          error={form.errors.password ?? refusal?.fields.password}
        />
        <Button type="submit" size="md" loading={busy} fullWidth>
          {t('invite.submit')}
        </Button>
      </Stack>
    </form>
  );
}
