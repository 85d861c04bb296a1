import { useParams } from 'react-router';
import { ProductTable } from '../../features/catalog/components/product-table.js';
import { StoreFrame } from '../../features/catalog/components/store-frame.js';

/** Products of one store. */
export function Component() {
  const { storeId = '' } = useParams();
  return (
    <StoreFrame key={storeId} storeId={storeId} tab="products">
      {(store) => <ProductTable store={store} />}
    </StoreFrame>
  );
}
