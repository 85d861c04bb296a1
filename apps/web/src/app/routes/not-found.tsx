import { useTranslation } from 'react-i18next';
import { Brand } from '../../components/ui/brand.js';
import { ButtonLink } from '../../components/ui/button-link.js';
import { Text, Title } from '@mantine/core';
import { paths } from '../../lib/paths.js';
import classes from './not-found.module.css';

/** A friendly word for addresses that lead nowhere. */
export function Component() {
  const { t } = useTranslation();
  return (
    <main className={classes.page}>
      <title>{`${t('notFound.title')} · EvoSync`}</title>
      <Brand />
      <div className={classes.number} aria-hidden>
        404
      </div>
      <Title order={1}>{t('notFound.title')}</Title>
      <Text c="dimmed" maw={420}>
        {t('notFound.text')}
      </Text>
      <ButtonLink to={paths.start} mt="md">
        {t('notFound.home')}
      </ButtonLink>
    </main>
  );
}
