import { type ReactNode, useId } from 'react';
import { Text, Title } from '@mantine/core';
import { Card } from './card.js';
import classes from './section.module.css';

interface SectionProps {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  children?: ReactNode;
}

/** One matter of a page of settings: what it is, and the one thing to do with it. */
export function Section({ title, text, action, children }: SectionProps) {
  const id = useId();
  return (
    <Card aria-labelledby={id}>
      <div className={classes.head}>
        <div className={classes.words}>
          <Title order={2} id={id}>
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed" mt={4} component="div">
              {text}
            </Text>
          )}
        </div>
        {action}
      </div>
      {children}
    </Card>
  );
}
