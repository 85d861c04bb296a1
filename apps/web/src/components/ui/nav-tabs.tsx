import { NavLink } from 'react-router';
import classes from './nav-tabs.module.css';

interface NavTabsProps {
  label: string;
  tabs: { to: string; label: string; active: boolean }[];
}

/** Neighbouring pages, shown as tabs; each is a link. */
export function NavTabs({ label, tabs }: NavTabsProps) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          className={tab.active ? `${classes.tab} ${classes.active}` : (classes.tab ?? '')}
          aria-current={tab.active ? 'page' : undefined}
        >
          {tab.label}
        </NavLink>
      ))}
    </nav>
  );
}
