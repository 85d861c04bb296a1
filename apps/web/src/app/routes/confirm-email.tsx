export { ConfirmView as Component } from '../../features/auth/components/confirm-view.js';
