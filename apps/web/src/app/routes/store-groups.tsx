import { useParams } from 'react-router';
import { GroupTreeView } from '../../features/catalog/components/group-tree-view.js';
import { StoreFrame } from '../../features/catalog/components/store-frame.js';

/** Groups of one store. */
export function Component() {
  const { storeId = '' } = useParams();
  return (
    <StoreFrame key={storeId} storeId={storeId} tab="groups">
      {(store) => <GroupTreeView storeId={store.id} />}
    </StoreFrame>
  );
}
