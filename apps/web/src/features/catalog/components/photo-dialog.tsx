import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../../components/ui/file-drop.js';
import { Notice } from '../../../components/ui/notice.js';
import { Thumb } from '../../../components/ui/thumb.js';
import type { Product } from '../../../lib/api-types.js';
import { notifyDone, problemText } from '../../../lib/problem-text.js';
import { useGivePhoto, useRemovePhoto } from '../api/give-photo.js';
import { photoQuery } from '../api/get-photo.js';
import classes from './photo-dialog.module.css';

interface PhotoDialogProps {
  product: Product;
  onClose: () => void;
}

/** A product's photo: to look at, to replace, to take away. */
export default function PhotoDialog({ product, onClose }: PhotoDialogProps) {
  const { t } = useTranslation('catalog');
  const { t: common } = useTranslation();
  const photo = useQuery({ ...photoQuery(product), enabled: product.photo === 'own' });
  const give = useGivePhoto(product);
  const remove = useRemovePhoto(product);
  const own = product.photo === 'own' ? photo.data : undefined;
  const busy = give.isPending || remove.isPending;
  return (
    <Modal
      opened
      onClose={onClose}
      title={product.name}
      centered
      radius="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="md">
        <div className={classes.picture}>
          <Thumb url={product.ownPhotoUrl ?? product.photoUrl} size="fill" fit="contain" />
        </div>
        <Text size="sm" c="dimmed">
          {t(`photo.from.${product.photo}`)}
          {own && ` ${own.width}×${own.height}.`}
          {own && product.vkProductId !== null && ` ${t(own.inVk ? 'photo.inVk' : 'photo.notInVk')}`}
        </Text>
        {give.isError && (
          <Notice tone="bad" title={t('photo.refused')}>
            {problemText(give.error)}
          </Notice>
        )}
        <FileDrop
          label={t(product.photo === 'own' ? 'photo.replace' : 'photo.give')}
          hint={t('photo.hint')}
          accept="image/*"
          disabled={busy}
          onFiles={([file]) => file && give.mutate(file, { onSuccess: () => notifyDone(t('photo.given')) })}
        />
        <Group justify="space-between">
          {product.photo === 'own' ? (
            <Button
              variant="subtle"
              color="red.8"
              style={{ color: 'var(--bad-text)' }}
              px="sm"
              loading={remove.isPending}
              disabled={give.isPending}
              onClick={() => remove.mutate(undefined, { onSuccess: () => notifyDone(t('photo.removed')) })}
            >
              {t('photo.remove')}
            </Button>
          ) : (
            <span />
          )}
          <Button variant="default" loading={give.isPending} onClick={onClose}>
            {common('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
