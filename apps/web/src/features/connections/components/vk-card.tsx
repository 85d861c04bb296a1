import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Thumb } from '../../../components/ui/thumb.js';
import type { VkConnection } from '../../../lib/api-types.js';
import { ConnectionCard } from './connection-card.js';
import classes from './logos.module.css';
import { VkForm } from './vk-form.js';
import { VkSignIn } from './vk-sign-in.js';

/** The VK community's account. */
export function VkCard({ connection }: { connection: VkConnection }) {
  const { t } = useTranslation('connections');
  const [params] = useSearchParams();
  const cameBack = connection.signInOffered && params.has('vk');
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
      open={cameBack}
      changeLabel={connection.signInOffered ? t('vkSignIn.change') : undefined}
      keepLabel={connection.signedIn ? t('vkSignIn.keep') : undefined}
      token={connection.signedIn ? t('vkSignIn.signedIn') : undefined}
      form={(done) =>
        connection.signInOffered ? (
          <VkSignIn connection={connection} onSaved={done} />
        ) : (
          <VkForm groupId={connection.groupId} onSaved={done} />
        )
      }
    />
  );
}
