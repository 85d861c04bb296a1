import type { ReactNode } from 'react';
import { Group, Text, Title } from '@mantine/core';
import { Brand } from '../../../components/ui/brand.js';
import { LanguageSwitch } from '../../../components/ui/language-switch.js';
import { SchemeSwitch } from '../../../components/ui/scheme-switch.js';
import classes from './guest-page.module.css';

interface GuestPageProps {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Ways to the other pages, below the content. */
  below?: ReactNode;
}

/** Frame of the pages for people who are not signed in: the document's title, the only `h1`, one card. */
export function GuestPage({ title, description, children, below }: GuestPageProps) {
  return (
    <div className={classes.page}>
      <title>{`${title} · EvoSync`}</title>
      <header className={classes.top}>
        <Brand />
        <Group gap="xs">
          <LanguageSwitch />
          <SchemeSwitch />
        </Group>
      </header>
      <main className={classes.main}>
        <div className={classes.card}>
          <Title order={1}>{title}</Title>
          {description && (
            <Text c="dimmed" mt={6} component="div">
              {description}
            </Text>
          )}
          <div className={classes.content}>{children}</div>
          {below && <div className={classes.below}>{below}</div>}
        </div>
      </main>
    </div>
  );
}
