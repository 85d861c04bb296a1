import classes from './raw.module.css';

interface RawProps {
  children: string;
  label?: string;
}

/** What was sent or answered, as it was; scrolls by itself where it is long. */
export function Raw({ children, label }: RawProps) {
  return (
    <pre className={classes.raw} tabIndex={0} aria-label={label}>
      {children}
    </pre>
  );
}
