import { Button, Group, Radio, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import type { SyncSettings } from '../../../lib/api-types.js';
import { notifyDone, showFormProblem } from '../../../lib/problem-text.js';
import { useSaveSettings } from '../api/save-settings.js';
import { useDraft } from '../use-draft.js';
import { PriceExample } from './price-example.js';
import classes from './settings-form.module.css';

const MULTIPLIER = /^\d{1,9}([.,]\d{1,6})?$/;
const SWITCHES = ['refreshCatalogEnabled', 'refreshVkCatalogEnabled', 'mirrorEnabled'] as const;
const CHOICES = [
  ['stockMode', ['fixed', 'evotor']],
  ['onRemoved', ['hide', 'delete', 'keep']],
  ['adoptExisting', ['title', 'never']],
] as const;

function multiplierOf(text: string): string {
  return text.trim().replace(',', '.');
}

/** Rules by which goods get into the shop. */
export function SettingsForm({ settings }: { settings: SyncSettings }) {
  const { t } = useTranslation('sync');
  const save = useSaveSettings();
  const form = useForm<SyncSettings & Record<string, unknown>>({
    initialValues: { ...settings },
    validate: {
      priceMultiplier: (text) =>
        MULTIPLIER.test(text.trim()) && Number(multiplierOf(text)) > 0 ? null : t('settings.multiplierWrong'),
    },
  });
  useDraft(form);
  const submit = form.onSubmit((values) =>
    save.mutate(
      { ...values, priceMultiplier: multiplierOf(values.priceMultiplier) },
      {
        onSuccess: (saved) => {
          form.setInitialValues({ ...saved });
          form.setValues({ ...saved });
          form.resetDirty({ ...saved });
          notifyDone(t('settings.saved'));
        },
        onError: (error) => showFormProblem(form, error),
      },
    ),
  );

  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="lg">
        <Card>
          <Title order={2} mb="md">
            {t('settings.steps')}
          </Title>
          <Stack gap="md">
            {SWITCHES.map((name) => (
              <Switch
                key={name}
                label={t(`settings.${name}`)}
                description={t(`settings.${name}Hint`)}
                {...form.getInputProps(name, { type: 'checkbox' })}
              />
            ))}
          </Stack>
        </Card>
        <Card>
          <TextInput
            label={<span className={classes.label}>{t('settings.multiplier')}</span>}
            description={t('settings.multiplierHint')}
            inputMode="decimal"
            maw={420}
            {...form.getInputProps('priceMultiplier')}
          />
          <PriceExample multiplier={multiplierOf(form.values.priceMultiplier)} />
        </Card>
        {CHOICES.map(([name, values]) => (
          <Card key={name}>
            <Radio.Group
              label={<span className={classes.label}>{t(`settings.${name}`)}</span>}
              {...form.getInputProps(name)}
            >
              <Stack gap="sm" mt="sm">
                {values.map((value) => (
                  <Radio
                    key={value}
                    value={value}
                    label={t(`settings.${name}Of.${value}` as 'settings.stockModeOf.fixed')}
                    description={t(`settings.${name}HintOf.${value}` as 'settings.stockModeHintOf.fixed')}
                  />
                ))}
              </Stack>
            </Radio.Group>
          </Card>
        ))}
        {form.isDirty() && (
          <div className={classes.bar}>
            <Text size="sm" fw={500} className={classes.unsaved ?? ''}>
              {t('settings.unsaved')}
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={form.reset}>
                {t('settings.discard')}
              </Button>
              <Button type="submit" loading={save.isPending}>
                {t('settings.save')}
              </Button>
            </Group>
          </div>
        )}
      </Stack>
    </form>
  );
}
