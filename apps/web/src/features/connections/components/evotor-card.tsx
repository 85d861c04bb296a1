import { useTranslation } from 'react-i18next';
import type { EvotorConnection } from '../../../lib/api-types.js';
import { ConnectionCard } from './connection-card.js';
import { EvotorForm } from './evotor-form.js';
import classes from './logos.module.css';
import { StoreNames } from './store-names.js';

/** The cash register's account. */
export function EvotorCard({ connection }: { connection: EvotorConnection }) {
  const { t } = useTranslation('connections');
  return (
    <ConnectionCard
      cloud="evotor"
      connection={connection}
      logo={
        <span className={classes.logo} data-cloud="evotor" aria-hidden>
          Э
        </span>
      }
      facts={[[t('evotor.stores'), t('evotor.storeCount', { count: connection.storeCount })]]}
      more={connection.connected && <StoreNames />}
      form={(done) => <EvotorForm onSaved={done} />}
    />
  );
}
