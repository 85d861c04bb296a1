import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { connectionsQuery } from '../api/get-connections.js';
import { EvotorCard } from './evotor-card.js';
import { VkCard } from './vk-card.js';

/** Both connections, each on a card of its own. */
export function ConnectionsView() {
  const connections = useQuery(connectionsQuery());
  if (connections.isPending) {
    return (
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Card>
          <Loading rows={4} />
        </Card>
        <Card>
          <Loading rows={4} />
        </Card>
      </SimpleGrid>
    );
  }
  if (connections.data === undefined) {
    return (
      <Card>
        <ErrorState error={connections.error} onRetry={() => void connections.refetch()} />
      </Card>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <EvotorCard connection={connections.data.evotor} />
      <VkCard connection={connections.data.vk} />
    </SimpleGrid>
  );
}
