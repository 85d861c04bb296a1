import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface LoadingProps {
  rows?: number;
  /** Height of a row in pixels. */
  height?: number;
  inset?: boolean;
}

/** Grey rows in the place of what is being loaded. */
export function Loading({ rows = 5, height = 44, inset = false }: LoadingProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" p={inset ? 'lg' : 0} aria-busy="true">
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}
