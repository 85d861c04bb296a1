import { Button } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { Pager } from '../../../components/ui/pager.js';
import type { Preview } from '../../../lib/api-types.js';
import { countChanges, type PreviewKind } from '../preview-kinds.js';
import { PlannedAlbums } from './planned-albums.js';
import { PlannedRow } from './planned-row.js';
import classes from './planned-list.module.css';

interface PlannedListProps {
  preview: Preview;
  kind: PreviewKind;
  /** Something narrows the list beside the kind. */
  narrowed: boolean;
  /** Another page or filter is on its way. */
  changing: boolean;
  onPage: (page: number) => void;
  onShowAll: () => void;
}

/** Everything of one kind that the run would do, product by product. */
export function PlannedList({ preview, kind, narrowed, changing, onPage, onShowAll }: PlannedListProps) {
  const { t } = useTranslation('preview');
  const rows = kind === 'albums' ? preview.albums.length : preview.items.length;
  const nothing = kind === '' && !narrowed && preview.page === 1 && countChanges(preview) === 0;
  if (rows === 0 && !(kind === '' && preview.albums.length > 0 && !narrowed)) {
    return (
      <Card>
        <EmptyState
          icon={<IconChecks size={28} />}
          title={nothing ? t('nothingToDo') : t('nothingFound')}
          action={
            !nothing && (
              <Button variant="default" onClick={onShowAll}>
                {t('showAll')}
              </Button>
            )
          }
        >
          {nothing ? t('nothingToDoText') : t('nothingFoundText')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card flush aria-label={t('list')} aria-busy={changing}>
      {kind === 'albums' ? (
        <PlannedAlbums albums={preview.albums} />
      ) : (
        <div style={{ opacity: changing ? 0.55 : 1 }}>
          <ul className={classes.list}>
            {preview.items.map((item) => (
              <PlannedRow key={`${item.storeId} ${item.productId}`} item={item} />
            ))}
          </ul>
          <Pager {...preview} onChange={onPage} />
        </div>
      )}
    </Card>
  );
}
