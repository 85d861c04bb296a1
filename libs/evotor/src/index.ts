export { EvotorClient, type EvotorClientOptions } from './client.js';
export {
  EvotorBadAnswerError,
  EvotorBadRequestError,
  EvotorError,
  type EvotorErrorFamily,
  EvotorForbiddenError,
  EvotorIncompleteListingError,
  EvotorNotFoundError,
  EvotorRateLimitedError,
  EvotorSubscriptionRequiredError,
  EvotorTokenRejectedError,
  EvotorUnavailableError,
  type EvotorViolation,
} from './errors.js';
export { idKey, sameId } from './ids.js';
export type { DownloadedImage } from './image-download.js';
export type { EvotorCall, EvotorGroup, EvotorImage, EvotorProduct, EvotorStore } from './types.js';
