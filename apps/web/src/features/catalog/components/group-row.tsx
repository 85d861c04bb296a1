import { type CSSProperties, useState } from 'react';
import { ActionIcon, Anchor, Text } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Toggle } from '../../../components/ui/toggle.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import type { GroupNode } from '../group-tree.js';
import classes from './group-tree.module.css';

const DEEPEST_INDENT = 6;

interface GroupRowProps {
  node: GroupNode;
  depth: number;
  onSwitch: (groupId: string, enabled: boolean) => void;
}

/** One group with what is inside it. */
export function GroupRow({ node, depth, onSwitch }: GroupRowProps) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const [open, setOpen] = useState(true);
  const { group, children } = node;
  const name = group.id === 'none' ? t('groups.withoutGroup') : group.name;
  return (
    <li>
      <div className={classes.row} style={{ '--depth': Math.min(depth, DEEPEST_INDENT) } as CSSProperties}>
        {children.length > 0 ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={open}
            aria-label={t(open ? 'groups.close' : 'groups.open', { name })}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight size={17} aria-hidden className={classes.chevron} data-open={open || undefined} />
          </ActionIcon>
        ) : (
          <span className={classes.noChevron} />
        )}
        <div className={classes.words}>
          <Anchor component={Link} to={paths.storeProducts(group.storeId, { groupId: group.id })} c="inherit" fw={500}>
            {name}
          </Anchor>
          <Text size="sm" c="dimmed" component="div">
            {group.productCount === 0 && children.length > 0
              ? t('groups.onlyGroups')
              : t('groups.productCount', { count: group.productCount, number: format.number(group.productCount) })}
            {group.chosenCount > 0 && (
              <>
                {' · '}
                <Link
                  className={classes.count}
                  to={paths.storeProducts(group.storeId, { groupId: group.id, only: 'chosen' })}
                >
                  {t('groups.chosen', { number: format.number(group.chosenCount) })}
                </Link>
              </>
            )}
            {group.inShopCount > 0 && (
              <>
                {' · '}
                <Link
                  className={classes.inShop}
                  to={paths.storeProducts(group.storeId, { groupId: group.id, only: 'inShop' })}
                >
                  {t('groups.inShop', { number: format.number(group.inShopCount) })}
                </Link>
              </>
            )}
            {group.failedCount > 0 && (
              <>
                {' · '}
                <Link
                  className={classes.failed}
                  to={paths.storeProducts(group.storeId, { groupId: group.id, syncState: 'failed' })}
                >
                  {t('groups.failed', { number: format.number(group.failedCount) })}
                </Link>
              </>
            )}
          </Text>
        </div>
        <Toggle
          checked={group.enabled}
          label={t('groups.switch', { name })}
          onChange={(enabled) => onSwitch(group.id, enabled)}
        />
      </div>
      {open && children.length > 0 && (
        <ul className={classes.list}>
          {children.map((child) => (
            <GroupRow key={child.group.id} node={child} depth={depth + 1} onSwitch={onSwitch} />
          ))}
        </ul>
      )}
    </li>
  );
}
