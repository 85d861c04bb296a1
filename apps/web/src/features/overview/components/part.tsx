import { type ReactNode, useId } from 'react';
import { Title } from '@mantine/core';
import { Card } from '../../../components/ui/card.js';

/** A named part of the overview. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <Card aria-labelledby={id}>
      <Title order={2} id={id} mb="md">
        {title}
      </Title>
      {children}
    </Card>
  );
}
