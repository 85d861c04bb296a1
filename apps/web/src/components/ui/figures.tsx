import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Tone } from './status-badge.js';
import classes from './figures.module.css';

interface Figure {
  label: string;
  value: ReactNode;
  tone?: Tone;
  /** Page with exactly what is counted. */
  to?: string | undefined;
}

/** A few numbers side by side, each with its word; those with an address are links. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <ul className={classes.figures}>
      {figures.map(({ label, value, tone, to }) => {
        const content = (
          <>
            <span className={classes.value} data-tone={tone}>
              {value}
            </span>
            <span className={classes.label}>{label}</span>
          </>
        );
        return (
          <li key={label} className={classes.figure}>
            {to ? (
              <Link to={to} className={classes.link}>
                {content}
              </Link>
            ) : (
              <div className={classes.plain}>{content}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
