import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { SecretInput } from '../../../components/ui/secret-input.js';
import { useFieldChecks } from '../../auth/fields.js';
import { refusalOf } from '../../auth/refusal.js';
import { useCloseAccount } from '../api/profile.js';

/** Asks what becomes of the goods in VK, and whether it is really meant. */
export default function CloseAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('profile');
  const checks = useFieldChecks();
  const close = useCloseAccount();
  const word = t('closing.word');
  const form = useForm({
    initialValues: { goods: '', confirmation: '', password: '' },
    validate: {
      goods: (goods) => (goods === '' ? t('closing.goodsMissing') : null),
      confirmation: (typed) => (typed.trim().toLowerCase() === word ? null : t('closing.wordWrong', { word })),
      password: checks.password,
    },
  });
  const submit = form.onSubmit(({ goods, password }) =>
    close.mutate(
      { goods: goods === 'hide' ? 'hide' : 'keep', password },
      { onError: (error) => form.setErrors(refusalOf(error, form.getValues()).fields) },
    ),
  );
  const refusal = close.error && refusalOf(close.error, form.getValues()).words;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('closing.question')}
      centered
      radius="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <Notice tone="bad">{t('closing.warning')}</Notice>
          {refusal && <Notice tone="bad">{refusal}</Notice>}
          <Radio.Group label={t('closing.goods')} {...form.getInputProps('goods')}>
            <Stack gap="xs" my="xs">
              <Radio value="keep" label={t('closing.keep')} description={t('closing.keepText')} />
              <Radio value="hide" label={t('closing.hide')} description={t('closing.hideText')} />
            </Stack>
          </Radio.Group>
          <TextInput
            label={t('closing.typeWord', { word })}
            autoComplete="off"
            autoCapitalize="none"
            {...form.getInputProps('confirmation')}
          />
          <SecretInput
            label={t('closing.password')}
            autoComplete="current-password"
            reveal={t('showPassword')}
            {...form.getInputProps('password')}
          />
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red.8" loading={close.isPending || close.isSuccess}>
              {t('closing.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
