export { VkClient, type VkBatchOptions, type VkClientOptions, type VkFlow, type VkFlowOptions } from './client.js';
export type { VkCommunity } from './communities.js';
export type { VkConnectionCheck } from './connection-check.js';
export type { VkErrorFamily, VkParameterDetail } from './error-table.js';
export {
  VkApiError,
  VkConnectionError,
  VkIncompleteListingError,
  VkTransportError,
  VkUnknownOutcomeError,
  VkUploadError,
  type VkConnectionErrorCode,
  type VkTransportReason,
} from './errors.js';
export type { VkAlbum, VkItem } from './items.js';
export type { VkCall, VkMethod, VkParams } from './methods.js';
export { LocalPace, type LocalPaceOptions, type VkPace, type VkPass } from './pace.js';
export type { VkPhoto } from './photo-upload.js';
export type { VkCategory, VkGroup, VkPage, VkResult, VkUser } from './results.js';
export { decodeVkText } from './text.js';
export type { VkCallRecord, VkTokenSource } from './transport.js';
export type { VkVerdict } from './verdict.js';
export {
  newPkce,
  newState,
  VkId,
  VkIdRefusedError,
  VkIdUnavailableError,
  type VkIdCallRecord,
  type VkIdTokens,
} from './vk-id.js';
