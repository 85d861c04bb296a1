import { useEffect, useState } from 'react';
import { Button, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.js';

const UNUSUAL_MS = 10_000;

interface LoadingProps {
  rows?: number;
  /** Height of a row in pixels. */
  height?: number;
  inset?: boolean;
}

/** Grey rows in the place of what is being loaded; where that takes unusually long, they say so and what helps. */
export function Loading({ rows = 5, height = 44, inset = false }: LoadingProps) {
  const { t } = useTranslation();
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), UNUSUAL_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Stack gap="sm" p={inset ? 'lg' : 0} aria-busy="true">
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      {isSlow && (
        <Notice
          tone="wait"
          action={
            <Button size="xs" variant="default" onClick={() => window.location.reload()}>
              {t('broken.reload')}
            </Button>
          }
        >
          {t('loadingSlowly')}
        </Notice>
      )}
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}
