import { Button, Group, Modal, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { showFormProblem } from '../../../lib/problem-text.js';
import { useCreateApiToken } from '../api/api-tokens.js';

const DAY_MS = 24 * 3600 * 1000;
const TERMS = ['', '30', '90', '365'] as const;

function daysFromNow(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString();
}

/** Makes an API token, and then shows it: once. */
export default function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('profile');
  const create = useCreateApiToken();
  const form = useForm({
    initialValues: { name: '', scopes: 'read', days: '' },
    validate: { name: (name) => (name.trim() === '' ? t('tokens.nameMissing') : null) },
  });
  const submit = form.onSubmit(({ name, scopes, days }) =>
    create.mutate(
      {
        name: name.trim(),
        scopes: scopes === 'write' ? ['read', 'write'] : ['read'],
        ...(days !== '' && { expiresAt: daysFromNow(Number(days)) }),
      },
      { onError: (error) => showFormProblem(form, error, 'name') },
    ),
  );
  const made = create.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(made ? 'tokens.madeTitle' : 'tokens.newTitle')}
      centered
      radius="lg"
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {made ? (
        <NewToken token={made.token} onClose={onClose} />
      ) : (
        <form noValidate onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              label={t('tokens.name')}
              description={t('tokens.nameHint')}
              autoComplete="off"
              data-autofocus
              {...form.getInputProps('name')}
            />
            <Radio.Group label={t('tokens.scopes')} {...form.getInputProps('scopes')}>
              <Stack gap="xs" mt="xs">
                <Radio value="read" label={t('tokens.read')} />
                <Radio value="write" label={t('tokens.write')} />
              </Stack>
            </Radio.Group>
            <NativeSelect
              label={t('tokens.term')}
              data={TERMS.map((days) => ({
                value: days,
                label: days === '' ? t('tokens.termNone') : t('tokens.termDays', { count: Number(days) }),
              }))}
              {...form.getInputProps('days')}
            />
            <Group justify="flex-end" mt="xs">
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t('tokens.submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function NewToken({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation('profile');
  const clipboard = useClipboard({ timeout: 3_000 });
  return (
    <Stack gap="md">
      <Notice tone="wait">{t('tokens.once')}</Notice>
      <TextInput
        label={t('tokens.token')}
        value={token}
        readOnly
        ff="monospace"
        data-autofocus
        error={clipboard.error ? t('tokens.copyFailed') : null}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => clipboard.copy(token)}>
          {t(clipboard.copied ? 'tokens.copied' : 'tokens.copy')}
        </Button>
        <Button onClick={onClose}>{t('tokens.done')}</Button>
      </Group>
    </Stack>
  );
}
