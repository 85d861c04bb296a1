import { lazy, Suspense, useState } from 'react';
import { useNotifications } from '@mantine/notifications';

const NoticeHost = lazy(() => import('./notice-host.js'));

/** Place of the notifications; its code is loaded when the first one is to be shown. */
export function Notices() {
  const { notifications } = useNotifications();
  const [seen, setSeen] = useState(false);
  if (!seen && notifications.length > 0) setSeen(true);
  return seen ? (
    <Suspense>
      <NoticeHost />
    </Suspense>
  ) : null;
}
