import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { useFieldChecks } from '../fields.js';
import { refusalOf } from '../refusal.js';

interface EmailFormProps {
  action: string;
  busy: boolean;
  error: Error | null;
  initial?: string;
  onSubmit: (email: string) => void;
}

/** One address, to which a letter is to go. */
export function EmailForm({ action, busy, error, initial = '', onSubmit }: EmailFormProps) {
  const { t } = useTranslation('auth');
  const checks = useFieldChecks();
  const form = useForm({ initialValues: { email: initial }, validate: { email: checks.email } });
  const refusal = error && refusalOf(error, form.getValues());
  return (
    <form noValidate onSubmit={form.onSubmit(({ email }) => onSubmit(email.trim()))}>
      <Stack gap="md">
        {refusal?.words && <Notice tone="bad">{refusal.words}</Notice>}
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          size="md"
          {...form.getInputProps('email')}
          error={form.errors.email ?? refusal?.fields.email}
        />
        <Button type="submit" size="md" loading={busy} fullWidth>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
