import { useState } from 'react';
import { Button, UnstyledButton } from '@mantine/core';
import { IconFolder, IconLayoutGrid } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Thumb } from '../../../components/ui/thumb.js';
import { albumsQuery } from '../api/get-albums.js';
import classes from './album-list.module.css';

interface AlbumListProps {
  chosen: string;
  onChoose: (albumId: string) => void;
}

const FIRST_SHOWN = 8;

/** Albums of the shop to choose from; the first entry is the whole shop. */
export function AlbumList({ chosen, onChoose }: AlbumListProps) {
  const { t } = useTranslation('vkCatalog');
  const albums = useQuery(albumsQuery());
  const [all, setAll] = useState(false);

  if (albums.isPending) return <Loading rows={1} height={64} />;
  if (albums.data === undefined) {
    return <ErrorState error={albums.error} onRetry={() => void albums.refetch()} compact />;
  }
  const shown = albums.data.items.filter((album, index) => all || index < FIRST_SHOWN || String(album.id) === chosen);
  return (
    <div role="group" aria-label={t('albums')} className={classes.albums}>
      <UnstyledButton className={classes.album} aria-pressed={chosen === ''} onClick={() => onChoose('')}>
        <Thumb url={null} size={44} icon={<IconLayoutGrid size={22} stroke={1.5} />} />
        <span className={classes.title}>{t('wholeShop')}</span>
      </UnstyledButton>
      {shown.map((album) => (
        <UnstyledButton
          key={album.id}
          className={classes.album}
          aria-pressed={chosen === String(album.id)}
          onClick={() => onChoose(String(album.id))}
        >
          <Thumb url={album.photoUrl} size={44} icon={<IconFolder size={22} stroke={1.5} />} />
          <span className={classes.words}>
            <span className={classes.title}>{album.title}</span>
            <span className={classes.about}>
              {t('items', { count: album.count })}
              {album.linkedGroup && <span className={classes.linked}>{` · ${t('linked')}`}</span>}
            </span>
          </span>
        </UnstyledButton>
      ))}
      {albums.data.items.length > shown.length && (
        <Button
          variant="subtle"
          h="auto"
          mih={64}
          styles={{ label: { whiteSpace: 'normal' } }}
          onClick={() => setAll(true)}
        >
          {t('moreAlbums', { count: albums.data.items.length - shown.length })}
        </Button>
      )}
    </div>
  );
}
