import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AdminOverview } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { codeText } from '../../../lib/problem-text.js';
import classes from './overview.module.css';
import { Part } from './part.js';
import { Person } from './person.js';

/** Connections that wait for their merchant. */
export function Attention({ attention }: { attention: AdminOverview['attention'] }) {
  const { t } = useTranslation('admin');
  const { t: ofUsers } = useTranslation('users');
  const format = useFormat();
  const { items, total } = attention;
  return (
    <Part title={t('overview.attention')}>
      {items.length === 0 && <Text c="dimmed">{t('overview.attentionNone')}</Text>}
      <ul className={classes.list}>
        {items.map((one) => (
          <li key={`${one.userId}-${one.connection}`} className={classes.row}>
            <Person id={one.userId} name={one.name} email={one.email} />
            <Text size="sm">
              {ofUsers(one.connection)}: {codeText(one.code, one.message)}
            </Text>
            <Text size="sm" c="dimmed">
              {one.checkedAt && format.ago(one.checkedAt)}
            </Text>
          </li>
        ))}
      </ul>
      {total > items.length && (
        <Anchor component={Link} to={paths.usersWith({ connection: 'needsAttention' })} size="sm">
          {t('overview.attentionAll', { count: total })}
        </Anchor>
      )}
    </Part>
  );
}
