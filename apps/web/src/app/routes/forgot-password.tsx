export { ForgotView as Component } from '../../features/auth/components/forgot-view.js';
