import { useState } from 'react';
import { IconPhoto } from '@tabler/icons-react';
import classes from './thumb.module.css';

interface ThumbProps {
  url: string | null;
  /** Width and height in pixels; `fill` takes the whole width as a square. */
  size: number | 'fill';
  icon?: React.ReactNode;
  /** `contain` shows the whole picture; `cover` (the default) fills the square with it. */
  fit?: 'cover' | 'contain';
}

/** A picture, or a quiet placeholder when there is none or it does not load. Decorative: its name stands beside it. */
export function Thumb({ url, size, icon, fit = 'cover' }: ThumbProps) {
  const [broken, setBroken] = useState<string | null>(null);
  const style = size === 'fill' ? { width: '100%', aspectRatio: '1' } : { width: size, height: size };
  return (
    <span className={classes.thumb} style={style} data-fill={size === 'fill' || undefined} aria-hidden>
      {url !== null && url !== broken ? (
        <img
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          className={classes.image}
          style={{ objectFit: fit }}
          onError={() => setBroken(url)}
        />
      ) : (
        (icon ?? <IconPhoto size={size === 'fill' ? 36 : Math.round(size / 2)} stroke={1.5} />)
      )}
    </span>
  );
}
