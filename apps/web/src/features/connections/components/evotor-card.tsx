import { useTranslation } from 'react-i18next';
import type { EvotorConnection } from '../../../lib/api-types.js';
import { EvotorAppLine } from '../../../components/ui/evotor-app-line.js';
import { ConnectionCard } from './connection-card.js';
import { EvotorForm } from './evotor-form.js';
import { EvotorPause } from './evotor-pause.js';
import classes from './logos.module.css';
import { StoreNames } from './store-names.js';

/** The cash register's account. */
export function EvotorCard({ connection }: { connection: EvotorConnection }) {
  const { t } = useTranslation(['connections', 'common']);
  const { app } = connection;
  return (
    <ConnectionCard
      cloud="evotor"
      connection={connection}
      logo={
        <span className={classes.logo} data-cloud="evotor" aria-hidden>
          Э
        </span>
      }
      facts={[
        [t('evotor.stores'), t('evotor.storeCount', { count: connection.storeCount })],
        [t('common:evotorApp.label'), app?.subscription && <EvotorAppLine app={app} />],
      ]}
      paused={Boolean(app?.pause)}
      more={
        <>
          {app?.pause && <EvotorPause pause={app.pause} />}
          {connection.connected && <StoreNames />}
        </>
      }
      form={(done) => <EvotorForm onSaved={done} />}
    />
  );
}
