import type { ReactNode } from 'react';
import classes from './status-badge.module.css';

/** Green works, yellow heals by itself, red needs somebody; blue is busy, grey is off. */
export type Tone = 'ok' | 'wait' | 'bad' | 'busy' | 'quiet';

interface StatusBadgeProps {
  tone: Tone;
  children: ReactNode;
}

/** A state in one or two words with its colour. */
export function StatusBadge({ tone, children }: StatusBadgeProps) {
  return (
    <span className={classes.badge} data-tone={tone}>
      <span className={classes.dot} aria-hidden />
      {children}
    </span>
  );
}
