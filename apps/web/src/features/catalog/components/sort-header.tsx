import type { ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import classes from './sort-header.module.css';

interface SortHeaderProps {
  field: string;
  /** Field by which the list is sorted, with a minus before it where it falls. */
  sort: string;
  onSort: (sort: string) => void;
  className?: string | undefined;
  /** The column holds figures. */
  right?: boolean;
  children: ReactNode;
}

/** Head of a column by which the list can be sorted: rising first, falling when pressed again. */
export function SortHeader({ field, sort, onSort, className, right, children }: SortHeaderProps) {
  const rising = sort === field;
  const falling = sort === `-${field}`;
  const Icon = falling ? IconArrowDown : IconArrowUp;
  return (
    <th className={className} data-right={right} aria-sort={rising ? 'ascending' : falling ? 'descending' : 'none'}>
      <UnstyledButton className={classes.button} onClick={() => onSort(rising ? `-${field}` : field)}>
        {children}
        <Icon size={14} stroke={2} aria-hidden className={classes.arrow} data-shown={rising || falling || undefined} />
      </UnstyledButton>
    </th>
  );
}
