import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../../../components/ui/secret-input.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useResetPassword } from '../api/change-user.js';

const SHORTEST_PASSWORD = 8;

interface ResetPasswordDialogProps {
  user: { id: number; name: string; email: string };
  onClose: () => void;
}

/** Dialog that sends a letter to choose a password, or sets one. */
export default function ResetPasswordDialog({ user, onClose }: ResetPasswordDialogProps) {
  const { t } = useTranslation('users');
  const reset = useResetPassword(user.id);
  const form = useForm({
    initialValues: { way: 'letter', password: '' },
    validate: {
      password: (password, { way }) =>
        way === 'now' && password.length < SHORTEST_PASSWORD
          ? t('form.passwordShort', { count: SHORTEST_PASSWORD })
          : null,
    },
  });
  const isNow = form.values.way === 'now';
  const submit = form.onSubmit(({ password }) =>
    reset.mutate(isNow ? password : null, {
      onSuccess: ({ letterSent }) => {
        notifyDone(letterSent ? t('reset.sent', { email: user.email }) : t('reset.set', { name: user.name }));
        onClose();
      },
      onError: (error) => showFormProblem(form, error, isNow ? 'password' : undefined),
    }),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('reset.title', { name: user.name })}
      radius="lg"
      closeButtonProps={{ 'aria-label': t('form.close') }}
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <Radio.Group label={t('reset.way')} {...form.getInputProps('way')}>
            <Stack gap="xs" mt="xs">
              <Radio value="letter" label={t('reset.letter')} description={t('reset.letterHint')} />
              <Radio value="now" label={t('reset.now')} description={t('reset.nowHint')} />
            </Stack>
          </Radio.Group>
          {isNow && (
            <SecretInput
              label={t('reset.password')}
              autoComplete="new-password"
              reveal={t('form.showPassword')}
              {...form.getInputProps('password')}
            />
          )}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" loading={reset.isPending}>
              {isNow ? t('reset.save') : t('reset.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
