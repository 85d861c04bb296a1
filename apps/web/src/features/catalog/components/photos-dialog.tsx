import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../../components/ui/file-drop.js';
import { StatusBadge, type Tone } from '../../../components/ui/status-badge.js';
import type { PhotoFile, Store } from '../../../lib/api-types.js';
import { useGivePhotos } from '../api/give-photos.js';
import classes from './photos-dialog.module.css';

const TONES: Record<PhotoFile['outcome'], Tone> = {
  saved: 'ok',
  unmatched: 'wait',
  ambiguous: 'wait',
  duplicate: 'quiet',
  refused: 'bad',
};

interface PhotosDialogProps {
  store: Store;
  onClose: () => void;
}

/** Many photos at once: the names of the files tell whose they are; what did not match stands first. */
export default function PhotosDialog({ store, onClose }: PhotosDialogProps) {
  const { t } = useTranslation('catalog');
  const { t: common } = useTranslation();
  const { give, report, left } = useGivePhotos(store.id);
  const saved = report.filter(({ outcome }) => outcome === 'saved');
  const others = report.filter(({ outcome }) => outcome !== 'saved');
  const total = report.length + left;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('photos.title')}
      size="lg"
      centered
      radius="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('photos.what')}</Text>
        <FileDrop
          label={t('photos.drop')}
          hint={t('photos.hint')}
          accept="image/*"
          multiple
          disabled={left > 0}
          onFiles={(files) => void give(files)}
        />
        {left > 0 && <Progress value={(100 * report.length) / total} aria-label={t('photos.busy')} animated />}
        {report.length > 0 && (
          <>
            <Text fw={500} role="status">
              {t('photos.saved', { count: saved.length })}
              {others.length > 0 && ` · ${t('photos.notSaved', { count: others.length })}`}
            </Text>
            <ul className={classes.files}>
              {[...others, ...saved].map((file, index) => (
                <li key={`${index} ${file.fileName}`} className={classes.file}>
                  <div className={classes.words}>
                    <div className={classes.name}>{file.fileName}</div>
                    <div className={classes.more}>{file.outcome === 'saved' ? file.productName : file.message}</div>
                  </div>
                  <StatusBadge tone={TONES[file.outcome]}>{t(`photos.outcome.${file.outcome}`)}</StatusBadge>
                </li>
              ))}
            </ul>
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" loading={left > 0} onClick={onClose}>
            {common('close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
