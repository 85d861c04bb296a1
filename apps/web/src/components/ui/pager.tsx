import { Pagination, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.js';
import classes from './pager.module.css';

interface PagerProps {
  page: number;
  pageSize: number;
  total: number;
  onChange: (page: number) => void;
}

/** Which rows are shown of how many, and the way to the others. */
export function Pager({ page, pageSize, total, onChange }: PagerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const pages = Math.ceil(total / pageSize);
  if (total === 0) return null;
  const from = (page - 1) * pageSize + 1;
  const to = Math.min(page * pageSize, total);
  return (
    <nav className={classes.pager} aria-label={t('pager.label')}>
      <Text size="sm" c="dimmed">
        {pages === 1
          ? t('pager.all', { total: format.number(total) })
          : t('pager.shown', { from: format.number(from), to: format.number(to), total: format.number(total) })}
      </Text>
      {pages > 1 && (
        <Pagination
          value={page}
          total={pages}
          onChange={onChange}
          siblings={1}
          size="sm"
          getItemProps={(number) => ({ 'aria-label': t('pager.page', { number }) })}
          getControlProps={(control) => ({
            'aria-label': control === 'next' || control === 'last' ? t('pager.next') : t('pager.previous'),
          })}
        />
      )}
    </nav>
  );
}
