import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { Brand } from '../../components/ui/brand.js';
import { LanguageSwitch } from '../../components/ui/language-switch.js';
import { SchemeSwitch } from '../../components/ui/scheme-switch.js';
import { sessionQuery } from '../../features/auth/api/get-session.js';
import { LoginForm } from '../../features/auth/components/login-form.js';
import { nextPath } from '../../lib/paths.js';
import classes from './login.module.css';

/** Sign-in page; a signed-in visitor goes on to where they wanted to be. */
export function Component() {
  const { t } = useTranslation('auth');
  const [params] = useSearchParams();
  const session = useQuery(sessionQuery());
  if (session.data?.user) return <Navigate to={nextPath(params.get('next'))} replace />;
  return (
    <div className={classes.page}>
      <title>{`${t('title')} · EvoSync`}</title>
      <header className={classes.top}>
        <Brand />
        <Group gap="xs">
          <LanguageSwitch />
          <SchemeSwitch />
        </Group>
      </header>
      <main className={classes.main}>
        <div className={classes.card}>
          <Title order={1}>{t('title')}</Title>
          <Text c="dimmed" mt={6} mb="lg">
            {t('promise')}
          </Text>
          <LoginForm />
        </div>
      </main>
    </div>
  );
}
