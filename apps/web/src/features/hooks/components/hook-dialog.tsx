import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Hook, HookEvent } from '../../../lib/api-types.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useChangeHook, useCreateHook, useRotateSecret } from '../api/hooks.js';
import { NewSecret } from './new-secret.js';

const EVENTS: HookEvent[] = ['run.finished', 'product.failed', 'connection.needs_attention'];

/** Makes a hook or changes it; a secret that comes of it is shown once. */
export default function HookDialog({ hook, onClose }: { hook: Hook | null; onClose: () => void }) {
  const { t } = useTranslation('hooks');
  const create = useCreateHook();
  const change = useChangeHook(true);
  const rotate = useRotateSecret();
  const form = useForm({
    initialValues: { name: hook?.name ?? '', url: hook?.url ?? '', events: hook?.events ?? EVENTS },
    validate: {
      name: (name) => (name.trim() === '' ? t('nameMissing') : null),
      url: (url) => (/^https?:\/\/\S+$/.test(url.trim()) ? null : t('urlMissing')),
      events: (events) => (events.length === 0 ? t('eventsMissing') : null),
    },
  });
  const onError = (error: Error) => showFormProblem(form, error, 'name');
  const submit = form.onSubmit((values) => {
    if (!hook) return create.mutate(values, { onError });
    const done = () => {
      notifyDone(t('saved'));
      onClose();
    };
    return change.mutate({ id: hook.id, ...values }, { onError, onSuccess: done });
  });
  const made = create.data ?? rotate.data;
  const title = hook ? t('editTitle', { name: hook.name }) : t('newTitle');
  return (
    <Modal
      opened
      onClose={onClose}
      title={made ? t('secretTitle') : title}
      centered
      radius="lg"
      closeOnClickOutside={!made}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {made ? (
        <NewSecret secret={made.secret} rotated={hook !== null} onClose={onClose} />
      ) : (
        <form noValidate onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              label={t('name')}
              description={t('nameHint')}
              autoComplete="off"
              data-autofocus
              {...form.getInputProps('name')}
            />
            <TextInput
              label={t('url')}
              description={t('urlHint')}
              type="url"
              autoComplete="off"
              {...form.getInputProps('url')}
            />
            <Checkbox.Group label={t('events')} {...form.getInputProps('events')}>
              <Stack gap="xs" mt="xs">
                {EVENTS.map((event) => (
                  <Checkbox key={event} value={event} label={t(`event.${event}`)} />
                ))}
              </Stack>
            </Checkbox.Group>
            <Group justify="flex-end" mt="xs">
              {hook && (
                <Button variant="subtle" mr="auto" loading={rotate.isPending} onClick={() => rotate.mutate(hook)}>
                  {t('rotate')}
                </Button>
              )}
              <Button variant="default" onClick={onClose}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={create.isPending || change.isPending}>
                {t(hook ? 'save' : 'submit')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
