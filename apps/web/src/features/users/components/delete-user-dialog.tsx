import { useState } from 'react';
import { Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import Confirm from '../../../components/ui/confirm.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { type Goods, useDeleteUser } from '../api/change-user.js';

interface DeleteUserDialogProps {
  user: { id: number; name: string };
  onClose: () => void;
  onDeleted?: (() => void) | undefined;
}

/** Asks whether an account is to go, and what becomes of its goods in the VK shop. */
export default function DeleteUserDialog({ user, onClose, onDeleted }: DeleteUserDialogProps) {
  const { t } = useTranslation('users');
  const remove = useDeleteUser(user.id);
  const [goods, setGoods] = useState<Goods>('keep');
  const confirm = () =>
    remove.mutate(goods, {
      onSuccess: () => {
        notifyDone(t('delete.done', { name: user.name }));
        onClose();
        onDeleted?.();
      },
    });
  return (
    <Confirm
      title={t('delete.title', { name: user.name })}
      action={t('delete.action')}
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Stack gap="md">
        <Text>{t('delete.text')}</Text>
        <Radio.Group label={t('delete.goods')} value={goods} onChange={setGoods}>
          <Stack gap="xs" mt="xs">
            <Radio value="keep" label={t('delete.keep')} description={t('delete.keepHint')} />
            <Radio value="hide" label={t('delete.hide')} description={t('delete.hideHint')} />
          </Stack>
        </Radio.Group>
      </Stack>
    </Confirm>
  );
}
