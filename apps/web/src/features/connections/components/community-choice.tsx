import { Button, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../components/ui/loading.js';
import { Notice } from '../../../components/ui/notice.js';
import { Thumb } from '../../../components/ui/thumb.js';
import { ApiProblem } from '../../../lib/api.js';
import { codeText, notifyDone, problemText } from '../../../lib/problem-text.js';
import { communitiesQuery, useChooseCommunity } from '../api/vk-sign-in.js';
import { parseGroupId } from '../group-id.js';
import classes from './community-choice.module.css';

interface CommunityChoiceProps {
  /** The community that is connected now. */
  groupId: number | null;
  onSaved: () => void;
}

/** The communities that a person manages, to choose one by its picture; by its address where VK does not list them. */
export function CommunityChoice({ groupId, onSaved }: CommunityChoiceProps) {
  const { t } = useTranslation('connections');
  const communities = useQuery(communitiesQuery());
  const choose = useChooseCommunity();
  const [address, setAddress] = useState('');
  const typed = parseGroupId(address);
  const pick = (id: number) =>
    choose.mutate(id, {
      onSuccess: () => {
        notifyDone(t('vk.saved'));
        onSaved();
      },
    });
  if (communities.isPending) return <Loading rows={3} />;
  const unlisted = communities.isError || communities.data.items.length === 0;
  const listRefused = communities.error instanceof ApiProblem && communities.error.code === 'no_groups_scope';
  return (
    <Stack gap="sm">
      <Text fw={500}>{t('vk.choose')}</Text>
      {choose.isError && <Notice tone="bad">{problemText(choose.error)}</Notice>}
      {communities.isError && !listRefused && <Notice tone="bad">{problemText(communities.error)}</Notice>}
      {communities.data && communities.data.items.length === 0 && <Notice tone="wait">{t('vk.noCommunities')}</Notice>}
      {communities.data && communities.data.items.length > 0 && (
        <ul className={classes.list}>
          {communities.data.items.map((community) => (
            <li key={community.groupId}>
              <UnstyledButton
                className={classes.community}
                disabled={choose.isPending}
                data-busy={(choose.isPending && choose.variables === community.groupId) || undefined}
                aria-current={community.groupId === groupId || undefined}
                onClick={() => pick(community.groupId)}
              >
                <Thumb url={community.photoUrl} size={44} />
                <span className={classes.words}>
                  <span className={classes.name}>{community.name}</span>
                  <span className={classes.more} data-bad={community.problem !== null || undefined}>
                    {community.problem !== null
                      ? codeText(community.problem, null)
                      : `vk.com/${community.screenName ?? `club${community.groupId}`}`}
                  </span>
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      {unlisted && (listRefused || communities.data) && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (typed !== null) pick(typed);
          }}
        >
          <Stack gap="sm">
            <TextInput
              label={t('vk.groupLabel')}
              description={t('vk.groupHint')}
              placeholder="vk.com/club123456"
              value={address}
              onChange={(event) => setAddress(event.currentTarget.value)}
              autoComplete="off"
            />
            <Button type="submit" disabled={typed === null} loading={choose.isPending}>
              {t('save')}
            </Button>
          </Stack>
        </form>
      )}
    </Stack>
  );
}
