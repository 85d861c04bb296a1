import { Anchor } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';

interface BackLinkProps {
  to: string;
  children: string;
}

/** The way one level up. */
export function BackLink({ to, children }: BackLinkProps) {
  return (
    <Anchor component={Link} to={to} size="sm" style={{ display: 'inline-flex', alignItems: 'center', gap: 4 }}>
      <IconChevronLeft size={16} aria-hidden />
      {children}
    </Anchor>
  );
}
