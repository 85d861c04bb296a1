import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Shows the notifications. */
export default function NoticeHost() {
  return <Notifications position="bottom-right" limit={3} />;
}
