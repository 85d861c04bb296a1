export { ResetView as Component } from '../../features/auth/components/reset-view.js';
