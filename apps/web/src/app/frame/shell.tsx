import { useEffect, useRef } from 'react';
import { Burger, Group } from '@mantine/core';
import { useDisclosure, useMediaQuery, useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router';
import { Brand } from '../../components/ui/brand.js';
import { LanguageSwitch } from '../../components/ui/language-switch.js';
import { Notice } from '../../components/ui/notice.js';
import { SchemeSwitch } from '../../components/ui/scheme-switch.js';
import { UserCard } from '../../features/auth/components/user-card.js';
import { RunChip } from '../../features/sync/components/run-chip.js';
import { useLiveRun } from '../../features/sync/use-live-run.js';
import { paths } from '../../lib/paths.js';
import { Navigation } from './navigation.js';
import classes from './shell.module.css';

/**
 * Frame around every page: sidebar (behind a burger on phones), live state of the run, the page itself.
 * Mantine's AppShell would do the same, but brings its scroll areas and pop-ups into the first load.
 */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure(false);
  const wide = useMediaQuery('(min-width: 62.01em)', true, { getInitialValueInEffect: false });
  const menuOpen = opened && !wide;
  const { online } = useNetwork();
  const { pathname } = useLocation();
  const loading = useNavigation().state === 'loading';
  const run = useLiveRun();
  const main = useRef<HTMLElement>(null);

  const shownPath = useRef(pathname);
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className={classes.shell} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <a href="#content" className="skip-link">
        {t('skipToContent')}
      </a>
      <header className={classes.header}>
        <Burger
          opened={opened}
          onClick={toggle}
          size="sm"
          aria-label={t(opened ? 'closeMenu' : 'openMenu')}
          aria-expanded={opened}
          aria-controls="sidebar"
        />
        <Link to={paths.start} className={classes.brand} onClick={close}>
          <Brand size={28} />
        </Link>
        <div className={classes.chip}>
          <RunChip run={run} />
        </div>
      </header>
      <div id="sidebar" className={classes.sidebar} data-opened={opened || undefined}>
        <Link to={paths.start} className={`${classes.brand} ${classes.top}`}>
          <Brand />
        </Link>
        <Navigation onNavigate={close} />
        <div className={classes.bottom}>
          <div className={classes.sideChip}>
            <RunChip run={run} />
          </div>
          <Group justify="space-between" wrap="nowrap">
            <LanguageSwitch />
            <SchemeSwitch />
          </Group>
          <UserCard onNavigate={close} />
        </div>
      </div>
      {menuOpen && <div className={classes.backdrop} onClick={close} aria-hidden />}
      <main id="content" ref={main} tabIndex={-1} className={classes.main} inert={menuOpen}>
        {loading && <div className={classes.loading} aria-hidden />}
        <div className={classes.content}>
          {!online && (
            <div className={classes.offline}>
              <Notice tone="wait">{t('offline')}</Notice>
            </div>
          )}
          <Outlet />
        </div>
      </main>
      <ScrollRestoration />
    </div>
  );
}
