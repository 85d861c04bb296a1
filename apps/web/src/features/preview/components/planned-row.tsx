import { Anchor, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import { Thumb } from '../../../components/ui/thumb.js';
import type { PlannedItem } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { reasonText } from '../../../lib/problem-text.js';
import { ACTION_TONES } from '../preview-kinds.js';
import { PlannedChange } from './planned-change.js';
import classes from './planned-row.module.css';

/** One product: what the register says, and what becomes of its item in VK. */
export function PlannedRow({ item }: { item: PlannedItem }) {
  const { t } = useTranslation('preview');
  const why = reasonText(item.reason, null);
  const told = item.changes.filter(
    ({ field, to }) => field !== 'name' || item.vk !== null || to !== item.register?.name,
  );
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <Thumb url={photoOf(item)} size={44} />
        <div className={classes.name}>
          <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
            {item.name}
          </Text>
          {why !== null && (
            <Text size="sm" c="dimmed">
              {why}
            </Text>
          )}
        </div>
        <StatusBadge tone={ACTION_TONES[item.action]}>{t(`action.${item.action}`)}</StatusBadge>
      </div>
      <div className={classes.sides}>
        <div className={classes.side}>
          <div className={classes.label}>{t('register')}</div>
          <RegisterSide register={item.register} />
        </div>
        <div className={classes.side}>
          <div className={classes.label}>{t('vk')}</div>
          {told.length === 0 && <UntouchedSide item={item} />}
          {told.length > 0 && (
            <ul className={classes.changes}>
              {told.map((change) => (
                <PlannedChange key={change.field} change={change} isNew={item.vk === null} />
              ))}
            </ul>
          )}
          {item.vk?.url && (
            <Anchor
              href={item.vk.url}
              target="_blank"
              rel="noreferrer"
              size="xs"
              className={classes.link}
              aria-label={t('openInVkOf', { name: item.name })}
            >
              {t('openInVk')}
              <IconExternalLink size={13} aria-hidden />
            </Anchor>
          )}
        </div>
      </div>
    </li>
  );
}

function RegisterSide({ register }: { register: PlannedItem['register'] }) {
  const { t } = useTranslation('preview');
  const format = useFormat();
  if (register === null) return <Text size="sm">{t('goneFromRegister')}</Text>;
  const stock =
    register.quantity === null ? null : `${format.number(Number(register.quantity))} ${register.measureName ?? ''}`;
  return (
    <Text size="sm" component="div">
      <span className={classes.price}>{register.price === null ? t('noPrice') : format.money(register.price)}</span>
      {stock !== null && <span className={classes.quiet}>{t('left', { stock: stock.trim() })}</span>}
      {!register.allowToSell && <span className={classes.quiet}>{t('notOnSale')}</span>}
    </Text>
  );
}

function UntouchedSide({ item: { vk, action } }: { item: PlannedItem }) {
  const { t } = useTranslation('preview');
  const format = useFormat();
  if (vk === null) return <Text size="sm">{t('notThere')}</Text>;
  return (
    <Text size="sm" component="div">
      <span className={classes.price}>{format.money(vk.price)}</span>
      <span className={classes.quiet}>{action === 'delete' ? t('willBeDeleted') : t('staysAsIs')}</span>
    </Text>
  );
}

/** The photo that the item will have, as far as it is ours to show. */
function photoOf({ changes, vk }: PlannedItem): string | null {
  const own = changes.find(({ field, to }) => field === 'photo' && to !== null)?.to;
  return own ? `${own}&size=thumb` : (vk?.photoUrl ?? null);
}
