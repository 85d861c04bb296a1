import { Button, Group, Modal, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../../../components/ui/secret-input.js';
import type { CreateUser as NewUser } from '../../../lib/api-types.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useCreateUser } from '../api/create-user.js';
import { useCan } from '../../auth/components/current-user.js';
import { useRoleChoices } from './role-choices.js';

const EMPTY = { email: '', name: '', phone: '', role: 'user', entry: 'invite', password: '' };
const SHORTEST_PASSWORD = 8;

interface CreateUserDialogProps {
  onClose: () => void;
}

/** Dialog that creates an account. */
export default function CreateUserDialog({ onClose }: CreateUserDialogProps) {
  const { t } = useTranslation('users');
  const create = useCreateUser();
  const maySetSystem = useCan('system.manage');
  const roles = useRoleChoices();
  const form = useForm({
    initialValues: EMPTY,
    validate: {
      email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : t('form.emailWrong')),
      name: (name) => (name.trim() === '' ? t('form.nameMissing') : null),
      password: (password, { entry }) =>
        entry === 'password' && password.length < SHORTEST_PASSWORD
          ? t('form.passwordShort', { count: SHORTEST_PASSWORD })
          : null,
    },
  });
  const submit = form.onSubmit(({ email, name, role, phone, entry, password }) => {
    const user: NewUser = { email: email.trim(), name: name.trim(), role };
    if (phone.trim() !== '') user.phone = phone.trim();
    if (entry === 'password') user.password = password;
    create.mutate(user, {
      onSuccess: ({ inviteSent }) => {
        notifyDone(inviteSent ? t('form.invited', { email: user.email }) : t('form.created', { name: user.name }));
        onClose();
      },
      onError: (error) => showFormProblem(form, error, 'email'),
    });
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('form.title')}
      radius="lg"
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <TextInput label={t('form.name')} autoComplete="off" data-autofocus {...form.getInputProps('name')} />
          <TextInput label={t('form.email')} type="email" autoComplete="off" {...form.getInputProps('email')} />
          <TextInput label={t('form.phone')} type="tel" autoComplete="off" {...form.getInputProps('phone')} />
          <NativeSelect
            label={t('form.role')}
            data={roles.filter(({ value }) => value !== 'system' || maySetSystem)}
            {...form.getInputProps('role')}
          />
          <Radio.Group label={t('form.entry')} {...form.getInputProps('entry')}>
            <Stack gap="xs" mt="xs">
              <Radio value="invite" label={t('form.byInvite')} />
              <Radio value="password" label={t('form.byPassword')} />
            </Stack>
          </Radio.Group>
          {form.values.entry === 'password' && (
            <SecretInput
              label={t('form.password')}
              autoComplete="new-password"
              reveal={t('form.showPassword')}
              {...form.getInputProps('password')}
            />
          )}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
