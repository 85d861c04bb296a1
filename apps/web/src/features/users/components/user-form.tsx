import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import type { UserDetails } from '../../../lib/api-types.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useCan, useCurrentUser } from '../../auth/components/current-user.js';
import { useUpdateUser } from '../api/change-user.js';
import { useRoleChoices } from './role-choices.js';

/** Name, mail, phone, language and roles of a user, to be changed. */
export function UserForm({ user }: { user: UserDetails }) {
  const { t } = useTranslation('users');
  const update = useUpdateUser(user.id);
  const maySetSystem = useCan('system.manage');
  const isSelf = useCurrentUser().id === user.id;
  const roles = useRoleChoices();
  const form = useForm({
    initialValues: {
      name: user.name,
      email: user.email,
      phone: user.phone ?? '',
      language: user.language,
      roles: user.roles,
    },
    validate: {
      email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : t('form.emailWrong')),
      name: (name) => (name.trim() === '' ? t('form.nameMissing') : null),
      roles: (chosen) => (chosen.length === 0 ? t('form.roleMissing') : null),
    },
  });
  const submit = form.onSubmit((values) => {
    const phone = values.phone.trim();
    const changes = { ...values, name: values.name.trim(), email: values.email.trim(), phone: phone || null };
    update.mutate(changes, {
      onSuccess: () => {
        form.resetDirty();
        notifyDone(t('form.saved'));
      },
      onError: (error) => showFormProblem(form, error),
    });
  });
  return (
    <Card aria-labelledby="user-form">
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <Title order={2} id="user-form">
            {t('form.edit')}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={t('form.name')} autoComplete="off" {...form.getInputProps('name')} />
            <TextInput
              label={t('form.email')}
              description={isSelf && t('form.emailOwn')}
              readOnly={isSelf}
              type="email"
              autoComplete="off"
              {...form.getInputProps('email')}
            />
            <TextInput label={t('form.phone')} type="tel" autoComplete="off" {...form.getInputProps('phone')} />
            <NativeSelect
              label={t('form.language')}
              data={[
                { value: 'ru', label: 'Русский' },
                { value: 'en', label: 'English' },
              ]}
              {...form.getInputProps('language')}
            />
          </SimpleGrid>
          <Checkbox.Group label={t('form.roles')} {...form.getInputProps('roles')}>
            <Group gap="lg" mt="xs">
              {roles.map(({ value, label }) => (
                <Checkbox key={value} value={value} label={label} disabled={value === 'system' && !maySetSystem} />
              ))}
            </Group>
          </Checkbox.Group>
          <Group>
            <Button type="submit" loading={update.isPending} disabled={!form.isDirty()}>
              {t('form.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
