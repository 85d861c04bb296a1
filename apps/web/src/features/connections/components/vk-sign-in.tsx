import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Notice } from '../../../components/ui/notice.js';
import type { VkConnection } from '../../../lib/api-types.js';
import { useBeginVkSignIn } from '../api/vk-sign-in.js';
import { CommunityChoice } from './community-choice.js';
import { VkForm } from './vk-form.js';

/** How a person may come back from VK ID without having signed in. */
const FAILURES = ['denied', 'stale', 'refused', 'unavailable', 'no_market_scope'] as const;

interface VkSignInProps {
  connection: VkConnection;
  onSaved: () => void;
}

/** Connecting VK by signing in; pasting a token stays possible. After the return a community is chosen. */
export function VkSignIn({ connection, onSaved }: VkSignInProps) {
  const { t } = useTranslation('connections');
  const begin = useBeginVkSignIn();
  const [params, setParams] = useSearchParams();
  const [pasting, setPasting] = useState(false);
  const outcome = params.get('vk');
  const failure = FAILURES.find((known) => known === outcome);
  const choosing = outcome === 'choose' || (connection.signedIn && !connection.needsAttention);
  const saved = () => {
    setParams({}, { replace: true });
    onSaved();
  };
  return (
    <Stack gap="md">
      {failure && (
        <Notice tone={failure === 'denied' ? 'wait' : 'bad'} title={t('vkSignIn.failed')}>
          {t(`vkSignIn.${failure}`)}
        </Notice>
      )}
      {choosing && !pasting && <CommunityChoice groupId={connection.groupId} onSaved={saved} />}
      {!pasting && (
        <>
          <Button
            {...(choosing ? { variant: 'default' } : { color: '#0063d6', size: 'md' })}
            loading={begin.isPending || begin.isSuccess}
            onClick={() => begin.mutate(undefined)}
          >
            {t(choosing ? 'vkSignIn.again' : 'vkSignIn.button')}
          </Button>
          {!choosing && (
            <Text size="sm" c="dimmed">
              {t('vkSignIn.what')}
            </Text>
          )}
        </>
      )}
      {pasting ? (
        <VkForm groupId={connection.groupId} onSaved={saved} />
      ) : (
        <Button variant="subtle" color="gray" onClick={() => setPasting(true)}>
          {t('vkSignIn.paste')}
        </Button>
      )}
    </Stack>
  );
}
