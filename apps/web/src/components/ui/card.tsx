import type { ComponentPropsWithoutRef } from 'react';
import classes from './card.module.css';

interface CardProps extends ComponentPropsWithoutRef<'section'> {
  /** No inner space: for tables and lists that reach the edges. */
  flush?: boolean;
}

/** A calm white surface that holds one thing. */
export function Card({ flush = false, className, ...rest }: CardProps) {
  const names = [classes.card, flush ? classes.flush : classes.padded, className].filter(Boolean).join(' ');
  return <section className={names} {...rest} />;
}
