import { useEffect, useRef } from 'react';
import classes from './tick.module.css';

interface TickProps {
  checked: boolean;
  /** Some of what it stands for is ticked, some is not. */
  partly?: boolean;
  label: string;
  onChange: (checked: boolean) => void;
}

/** A box to tick in long lists: one native input, so that fifty of them cost nothing. */
export function Tick({ checked, partly = false, label, onChange }: TickProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = partly;
  }, [partly]);
  return (
    <input
      ref={input}
      type="checkbox"
      className={classes.tick}
      checked={checked}
      aria-label={label}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
