import { UnstyledButton } from '@mantine/core';
import { useFormat } from '../../lib/format.js';
import classes from './filter-chips.module.css';

interface Choice<Value extends string> {
  value: Value;
  label: string;
  count?: number | undefined;
}

interface FilterChipsProps<Value extends string> {
  label: string;
  choices: Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** Somebody is about to choose it: the moment to fetch what it will show. */
  onNear?: (value: Value) => void;
}

/** A row of filters of which one is on; counts say how many rows each will show. */
export function FilterChips<Value extends string>({
  label,
  choices,
  value,
  onChange,
  onNear,
}: FilterChipsProps<Value>) {
  const format = useFormat();
  return (
    <div className={classes.chips} role="group" aria-label={label}>
      {choices.map((choice) => (
        <UnstyledButton
          key={choice.value}
          className={classes.chip}
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
          onPointerEnter={() => onNear?.(choice.value)}
          onFocus={() => onNear?.(choice.value)}
        >
          {choice.label}
          {choice.count !== undefined && <span className={classes.count}> {format.number(choice.count)}</span>}
        </UnstyledButton>
      ))}
    </div>
  );
}
