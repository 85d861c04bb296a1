import type { Icon } from '@tabler/icons-react';
import {
  IconGauge,
  IconHistory,
  IconHome,
  IconKey,
  IconListDetails,
  IconPackages,
  IconPlugConnected,
  IconRefresh,
  IconShoppingBag,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useCan } from '../../features/auth/components/current-user.js';
import { paths } from '../../lib/paths.js';
import classes from './navigation.module.css';

interface Room {
  to: string;
  label: string;
  icon: Icon;
  exact?: boolean;
}

/** The rooms of the product; those of admins for admins only. */
export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation();
  const seesOverview = useCan('overview.read');
  const seesUsers = useCan('users.read');
  const seesRoles = useCan('roles.read');
  const seesLogs = useCan('logs.read');
  const rooms: Room[] = [
    { to: paths.start, label: t('nav.start'), icon: IconHome, exact: true },
    { to: paths.connections, label: t('nav.connections'), icon: IconPlugConnected },
    { to: paths.catalog, label: t('nav.catalog'), icon: IconPackages },
    { to: paths.sync, label: t('nav.sync'), icon: IconRefresh },
    { to: paths.vkCatalog, label: t('nav.vkCatalog'), icon: IconShoppingBag },
  ];
  const adminRooms: Room[] = [
    ...(seesOverview ? [{ to: paths.admin, label: t('nav.overview'), icon: IconGauge, exact: true }] : []),
    ...(seesUsers ? [{ to: paths.users, label: t('nav.users'), icon: IconUsers }] : []),
    ...(seesRoles ? [{ to: paths.roles, label: t('nav.roles'), icon: IconKey }] : []),
    ...(seesLogs ? [{ to: paths.logs, label: t('nav.logs'), icon: IconListDetails }] : []),
    ...(seesLogs ? [{ to: paths.audit, label: t('nav.audit'), icon: IconHistory }] : []),
  ];
  return (
    <nav aria-label={t('nav.label')}>
      <Rooms rooms={rooms} onNavigate={onNavigate} />
      {adminRooms.length > 0 && (
        <>
          <div className={classes.heading}>{t('nav.admin')}</div>
          <Rooms rooms={adminRooms} onNavigate={onNavigate} />
        </>
      )}
    </nav>
  );
}

function Rooms({ rooms, onNavigate }: { rooms: Room[]; onNavigate: () => void }) {
  return (
    <ul className={classes.rooms}>
      {rooms.map(({ to, label, icon: RoomIcon, exact }) => (
        <li key={to}>
          <NavLink to={to} end={exact ?? false} className={classes.room ?? ''} onClick={onNavigate}>
            <RoomIcon size={20} stroke={1.7} aria-hidden />
            {label}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
