import type { ReactNode } from 'react';
import { IconAlertCircle, IconCircleCheck, IconClock, IconInfoCircle } from '@tabler/icons-react';
import type { Tone } from './status-badge.js';
import classes from './notice.module.css';

const ICONS = {
  ok: IconCircleCheck,
  wait: IconClock,
  bad: IconAlertCircle,
  busy: IconInfoCircle,
  quiet: IconInfoCircle,
} as const;

interface NoticeProps {
  tone: Tone;
  title?: string;
  children?: ReactNode;
  /** The one thing that mends it. */
  action?: ReactNode;
}

/** One sentence about one problem, and one button for it. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={20} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        {title && <div className={classes.title}>{title}</div>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
