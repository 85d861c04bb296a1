export {
  agreedAddress,
  giveConsent,
  readConsentRequest,
  refusedAddress,
  type ConsentRequest,
  type RefusedRequest,
} from './consent.js';
