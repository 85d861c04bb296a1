import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../../lib/paths.js';
import { useCan } from '../../auth/components/current-user.js';

/** A user by name, with the way to their page for those who may see it. */
export function Person({ id, name, email }: { id: number; name: string; email: string }) {
  const seesUsers = useCan('users.read');
  return (
    <div>
      {seesUsers ? (
        <Anchor component={Link} to={paths.user(id)} fw={500}>
          {name}
        </Anchor>
      ) : (
        <Text fw={500}>{name}</Text>
      )}
      <Text size="sm" c="dimmed">
        {email}
      </Text>
    </div>
  );
}
