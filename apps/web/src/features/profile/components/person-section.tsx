import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../../../lib/api-types.js';
import { chooseLanguage } from '../../../lib/i18n.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useFieldChecks } from '../../auth/fields.js';
import { useSaveProfile } from '../api/profile.js';
import classes from './profile.module.css';
import { Section } from '../../../components/ui/section.js';

/** Name, phone and language. */
export function PersonSection({ profile }: { profile: Profile }) {
  const { t, i18n } = useTranslation('profile');
  const checks = useFieldChecks();
  const save = useSaveProfile();
  const { name, phone, language } = profile;
  const form = useForm({
    initialValues: { name, phone: phone ?? '', language },
    validate: { name: checks.name },
  });
  const submit = form.onSubmit((values) =>
    save.mutate(
      { ...values, name: values.name.trim(), phone: values.phone.trim() || null },
      {
        onSuccess: (saved) => {
          form.setValues({ name: saved.name, phone: saved.phone ?? '', language: saved.language });
          const shown = saved.language === language ? Promise.resolve() : chooseLanguage(saved.language);
          void shown.then(() => notifyDone(i18n.t('profile:saved')));
        },
        onError: (error) => showFormProblem(form, error),
      },
    ),
  );
  return (
    <Section title={t('person.title')}>
      <form noValidate onSubmit={submit} className={classes.fields}>
        <TextInput label={t('person.name')} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          label={t('person.phone')}
          type="tel"
          autoComplete="tel"
          inputMode="tel"
          {...form.getInputProps('phone')}
        />
        <NativeSelect
          label={t('person.language')}
          description={t('person.languageHint')}
          data={[
            { value: 'ru', label: 'Русский' },
            { value: 'en', label: 'English' },
          ]}
          {...form.getInputProps('language')}
        />
        <div>
          <Button type="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
