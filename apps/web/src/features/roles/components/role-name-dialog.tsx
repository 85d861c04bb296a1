import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../lib/api-types.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useCreateRole, useRenameRole } from '../api/change-roles.js';

interface RoleNameDialogProps {
  /** The role to be renamed; `null` makes a new one. */
  role: Role | null;
  onClose: () => void;
}

/** Dialog for the name of a role. */
export default function RoleNameDialog({ role, onClose }: RoleNameDialogProps) {
  const { t } = useTranslation(['admin', 'common']);
  const create = useCreateRole();
  const rename = useRenameRole();
  const form = useForm({
    initialValues: { name: role?.name ?? '' },
    validate: { name: (name) => (name.trim() === '' ? t('roles.nameMissing') : null) },
  });
  const submit = form.onSubmit((values) => {
    const name = values.name.trim();
    const after = {
      onSuccess: () => {
        notifyDone(role ? t('roles.renamed', { name }) : t('roles.created', { name }));
        onClose();
      },
      onError: (error: Error) => showFormProblem(form, error, 'name'),
    };
    if (role) rename.mutate({ id: role.id, name }, after);
    else create.mutate(name, after);
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={role ? t('roles.renameTitle', { name: role.name }) : t('roles.createTitle')}
      radius="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form noValidate onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={t('roles.name')}
            maxLength={64}
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || rename.isPending}>
              {role ? t('roles.save') : t('roles.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
