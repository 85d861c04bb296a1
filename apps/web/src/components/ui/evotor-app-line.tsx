import { useTranslation } from 'react-i18next';
import type { EvotorApp } from '../../lib/api-types.js';
import { useFormat } from '../../lib/format.js';

/** The subscription in Evotor's market in one line: its state, until when, the plan, how many registers. */
export function EvotorAppLine({ app }: { app: EvotorApp }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { subscription, installation } = app;
  const isGone = installation === 'uninstalled';
  if (subscription === null) return isGone ? t('evotorApp.state.uninstalled') : null;
  const { state, planId, devices, trialEndsAt, nextBillingAt } = subscription;
  const parts = [
    t(`evotorApp.state.${isGone && state !== 'ended' ? 'uninstalled' : state}`),
    state === 'trial' && trialEndsAt && t('evotorApp.until', { when: format.dateTime(trialEndsAt) }),
    state === 'ending' && nextBillingAt && t('evotorApp.until', { when: format.dateTime(nextBillingAt) }),
    state === 'active' && nextBillingAt && t('evotorApp.next', { when: format.dateTime(nextBillingAt) }),
    planId && t('evotorApp.plan', { plan: planId }),
    devices !== null && devices > 0 && t('evotorApp.devices', { count: devices }),
  ];
  return parts.filter(Boolean).join(' · ');
}
