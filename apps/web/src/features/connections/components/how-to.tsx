import type { ReactNode } from 'react';
import classes from './how-to.module.css';

interface HowToProps {
  question: string;
  steps: string[];
  /** Pictures below the steps. */
  children?: ReactNode;
}

/** A short instruction that opens on demand. */
export function HowTo({ question, steps, children }: HowToProps) {
  return (
    <details className={classes.howTo}>
      <summary>{question}</summary>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {children && <div className={classes.pictures}>{children}</div>}
    </details>
  );
}
