import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';

interface NewSecretProps {
  secret: string;
  /** The old secret goes on counting for a while. */
  rotated: boolean;
  onClose: () => void;
}

/** Shows a secret: once. */
export function NewSecret({ secret, rotated, onClose }: NewSecretProps) {
  const { t } = useTranslation('hooks');
  const clipboard = useClipboard({ timeout: 3_000 });
  return (
    <Stack gap="md">
      <Notice tone="wait">{rotated ? `${t('once')} ${t('rotated')}` : t('once')}</Notice>
      <TextInput
        label={t('secret')}
        value={secret}
        readOnly
        ff="monospace"
        data-autofocus
        error={clipboard.error ? t('copyFailed') : null}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={() => clipboard.copy(secret)}>
          {t(clipboard.copied ? 'copied' : 'copy')}
        </Button>
        <Button onClick={onClose}>{t('done')}</Button>
      </Group>
    </Stack>
  );
}
