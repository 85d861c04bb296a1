export { InviteView as Component } from '../../features/auth/components/invite-view.js';
