import type { ReactNode } from 'react';
import { Text, Title } from '@mantine/core';
import classes from './page.module.css';

interface PageProps {
  title: string;
  /** Shown instead of the title in the heading, where it is more than words. */
  heading?: ReactNode;
  description?: ReactNode;
  above?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** Frame of every page: the document's title, the only `h1`, what can be done here, and the content. */
export function Page({ title, heading, description, above, actions, children }: PageProps) {
  return (
    <>
      <title>{`${title} · EvoSync`}</title>
      {above && <div className={classes.above}>{above}</div>}
      <header className={classes.header}>
        <div className={classes.words}>
          <Title order={1}>{heading ?? title}</Title>
          {description && (
            <Text c="dimmed" mt={6} maw={640} component="div">
              {description}
            </Text>
          )}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </>
  );
}
