import { Anchor } from '@mantine/core';
import { Link } from 'react-router';

/** A link to another page of the account's. */
export function TextLink({ to, children }: { to: string; children: string }) {
  return (
    <Anchor component={Link} to={to} inherit underline="always">
      {children}
    </Anchor>
  );
}
