import { Mark } from './brand.js';

/** The short moment before the first page; looks like what index.html, which brings its styles, shows until then. */
export function Splash() {
  return (
    <div className="splash" aria-hidden>
      <Mark size={44} />
    </div>
  );
}
