import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { SecretInput } from '../../../components/ui/secret-input.js';
import type { SaveEvotorConnection } from '../../../lib/api-types.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useSaveEvotor } from '../api/save-evotor.js';
import { EvotorPicture } from '../pictures/evotor-picture.js';
import { HowTo } from './how-to.js';

/** Takes the token of the Evotor application. */
export function EvotorForm({ onSaved }: { onSaved: () => void }) {
  const { t } = useTranslation('connections');
  const save = useSaveEvotor();
  const form = useForm<SaveEvotorConnection & Record<string, unknown>>({
    initialValues: { accessToken: '' },
    validate: { accessToken: (token) => (token.trim() === '' ? t('tokenMissing') : null) },
  });
  const submit = form.onSubmit(({ accessToken }) =>
    save.mutate(
      { accessToken: accessToken.trim() },
      {
        onSuccess: () => {
          notifyDone(t('evotor.saved'));
          form.reset();
          onSaved();
        },
        onError: (error) => showFormProblem(form, error, 'accessToken'),
      },
    ),
  );
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="md">
        <HowTo question={t('evotor.where')} steps={[t('evotor.step1'), t('evotor.step2'), t('evotor.step3')]}>
          <EvotorPicture />
        </HowTo>
        <SecretInput
          label={t('evotor.tokenLabel')}
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
