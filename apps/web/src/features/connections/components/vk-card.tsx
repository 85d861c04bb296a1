import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Thumb } from '../../../components/ui/thumb.js';
import type { VkConnection } from '../../../lib/api-types.js';
import { ConnectionCard } from './connection-card.js';
import classes from './logos.module.css';
import { VkForm } from './vk-form.js';

/** The VK community's account. */
export function VkCard({ connection }: { connection: VkConnection }) {
  const { t } = useTranslation('connections');
  const address = `https://vk.com/${connection.groupScreenName ?? `club${connection.groupId ?? ''}`}`;
  const mark = (
    <span className={classes.logo} data-cloud="vk" aria-hidden>
      VK
    </span>
  );
  return (
    <ConnectionCard
      cloud="vk"
      connection={connection}
      logo={connection.groupPhotoUrl ? <Thumb url={connection.groupPhotoUrl} size={44} icon={mark} /> : mark}
      facts={[
        [
          t('vk.group'),
          connection.groupId !== null && (
            <Anchor href={address} target="_blank" rel="noreferrer" inherit>
              {connection.groupName ?? connection.groupId}
            </Anchor>
          ),
        ],
      ]}
      form={(done) => <VkForm groupId={connection.groupId} onSaved={done} />}
    />
  );
}
