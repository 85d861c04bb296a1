import { IconArrowNarrowRight, IconFolderPlus, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { PlannedAlbum } from '../../../lib/api-types.js';
import classes from './planned-albums.module.css';

/** Albums that would be made or renamed. */
export function PlannedAlbums({ albums }: { albums: PlannedAlbum[] }) {
  const { t } = useTranslation('preview');
  return (
    <ul className={classes.albums}>
      {albums.map((album) => (
        <li key={`${album.storeId} ${album.groupId}`} className={classes.album}>
          {album.action === 'create' ? <IconFolderPlus size={20} aria-hidden /> : <IconPencil size={20} aria-hidden />}
          <span className={classes.title}>
            {album.from !== null && (
              <>
                <del className={classes.old}>{album.from}</del>
                <IconArrowNarrowRight size={16} aria-hidden className={classes.arrow} />
              </>
            )}
            {album.title}
          </span>
          <StatusBadge tone={album.action === 'create' ? 'ok' : 'busy'}>{t(`album.${album.action}`)}</StatusBadge>
        </li>
      ))}
    </ul>
  );
}
