import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import { SecretInput } from '../../../components/ui/secret-input.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useSaveVk } from '../api/save-vk.js';
import { parseGroupId } from '../group-id.js';
import { VkGroupPicture } from '../pictures/vk-group-picture.js';
import { VkTokenPicture } from '../pictures/vk-token-picture.js';
import { HowTo } from './how-to.js';

interface VkFormProps {
  /** The community that is connected now, when the token is being replaced. */
  groupId: number | null;
  onSaved: () => void;
}

/** Takes the community and a token of somebody who manages it. */
export function VkForm({ groupId, onSaved }: VkFormProps) {
  const { t } = useTranslation('connections');
  const save = useSaveVk();
  const form = useForm<{ groupId: string; accessToken: string }>({
    initialValues: { groupId: groupId === null ? '' : String(groupId), accessToken: '' },
    validate: {
      groupId: (text) => (parseGroupId(text) === null ? t('vk.groupWrong') : null),
      accessToken: (token) => (token.trim() === '' ? t('tokenMissing') : null),
    },
  });
  const submit = form.onSubmit((values) =>
    save.mutate(
      { groupId: parseGroupId(values.groupId) ?? 0, accessToken: values.accessToken.trim() },
      {
        onSuccess: () => {
          notifyDone(t('vk.saved'));
          onSaved();
        },
        onError: (error) => showFormProblem(form, error, 'accessToken'),
      },
    ),
  );
  const typed = parseGroupId(form.values.groupId);
  const isOther = groupId !== null && typed !== null && typed !== groupId;
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <HowTo question={t('vk.where')} steps={[t('vk.step1'), t('vk.step2'), t('vk.step3')]}>
          <VkTokenPicture />
          <VkGroupPicture />
        </HowTo>
        <TextInput
          label={t('vk.groupLabel')}
          description={t('vk.groupHint')}
          placeholder="vk.com/club123456"
          autoComplete="off"
          {...form.getInputProps('groupId')}
        />
        {isOther && <Notice tone="wait">{t('vk.otherGroup')}</Notice>}
        <SecretInput
          label={t('vk.tokenLabel')}
          autoComplete="off"
          reveal={t('showToken')}
          {...form.getInputProps('accessToken')}
        />
        <Button type="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </Stack>
    </form>
  );
}
