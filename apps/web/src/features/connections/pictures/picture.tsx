import type { ReactNode } from 'react';
import classes from './picture.module.css';

interface PictureProps {
  /** What is to be seen, in a sentence. */
  label: string;
  /** What stands in the address line of the drawn window. */
  address: ReactNode;
  children: ReactNode;
}

/** A drawn browser window, 340 by 190, in the colours of the page; what matters is marked by `Mark`. */
export function Picture({ label, address, children }: PictureProps) {
  return (
    <svg className={classes.picture} viewBox="0 0 340 190" role="img" aria-label={label}>
      <rect className={classes.page} x="0.5" y="0.5" width="339" height="189" rx="12" />
      <path className={classes.bar} d="M0.5 34.5h339V12.5a12 12 0 0 0-12-12h-315a12 12 0 0 0-12 12z" />
      {[16, 28, 40].map((x) => (
        <circle key={x} className={classes.dot} cx={x} cy="17.5" r="3.5" />
      ))}
      <rect className={classes.field} x="56" y="7.5" width="268" height="20" rx="10" />
      <text className={classes.small} x="68" y="21.5">
        {address}
      </text>
      {children}
    </svg>
  );
}

interface MarkProps {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A ring around the thing to look for. */
export function Mark({ x, y, width, height }: MarkProps) {
  return <rect className={classes.mark} x={x} y={y} width={width} height={height} rx="7" />;
}

interface WordsProps {
  x: number;
  y: number;
  children: ReactNode;
  look?: 'plain' | 'dim' | 'strong' | 'onBrand';
}

/** Words inside a picture. */
export function Words({ x, y, children, look = 'plain' }: WordsProps) {
  return (
    <text className={classes[look]} x={x} y={y}>
      {children}
    </text>
  );
}

interface BoxProps extends MarkProps {
  look?: 'soft' | 'brand' | 'line';
}

/** A block inside a picture: a button, a tile, a line of text too small to read. */
export function Box({ look = 'soft', ...rest }: BoxProps) {
  return <rect className={classes[look]} {...rest} rx={Math.min(7, rest.height / 2)} />;
}
