/** Behaviours of VK that are not settled by its documents: each has both variants. */
export interface VkSwitches {
  /** One photo may be on many items (true), or a photo belongs to one item only. */
  sharedPhotos: boolean;
  /** `market.add` without a cover answers 100 "photo is undefined". */
  photoRequired: boolean;
  /** A saved photo can be used only after so many milliseconds ("photo is undefined" before). */
  photoReadyAfterMs: number;
  /** An upload URL takes several files, one after another. */
  reusableUploadUrl: boolean;
  /** One upload can be saved once only. */
  savePhotoOnce: boolean;
  /** The upload server's JSON comes as `text/html`. */
  uploadAnswersAsHtml: boolean;
  /** What an edit without `deleted` does to a hidden item. */
  editWithoutDeleted: 'keep' | 'show';
  /** Availability of an item hidden with `deleted=1`. */
  hiddenAvailability: 1 | 2;
  /** Items with stock 0 are listed without `with_disabled`. */
  listStockZero: boolean;
  /** `market.getById` gives deleted items, with availability 1. */
  getByIdShowsErased: boolean;
  /** Deleting an item twice: code 1403, or 1 again. */
  secondDelete: 'not-found' | 'ok';
  /** `market.addToAlbum` with an item already inside: nothing is added (1404), the rest is added (1404), or all is well. */
  addToAlbumTwice: 'refuse' | 'add-rest' | 'ok';
  /** Where global errors (5, 6, 9, 14, 17, 29) of inner calls of `execute` appear. */
  executeGlobalErrors: 'inner' | 'top';
  /** Code for a name over 100 characters. */
  longNameCode: 100 | 1421;
  /** Code for an expired token. */
  expiredCode: 5 | 1117;
  /** Code for a user without the role. */
  deniedCode: 7 | 205;
  /** People who do not manage the community may read its shop, without sku and stock. */
  publicRead: boolean;
  /** VK ID gives the right `market` to an application that asks for it; else the scope comes back without it. */
  grantMarket: boolean;
  /** Code for a token without the right a method wants. */
  missingScopeCode: 15 | 7;
  /** HTTP status of a refusal by VK ID. */
  vkIdRefusalStatus: 200 | 400 | 401;
  /** Renewing a token kills the access token that was still good. */
  renewalKillsAccess: boolean;
  /** A request refused with code 6 takes a place in the running second. */
  countRejected: boolean;
  /** Links in descriptions answer 1408. */
  refuseLinks: boolean;
  /** Texts come back with `&amp; &lt; &gt; &quot; <br>`. */
  escapeTexts: boolean;
  /** Texts are stored trimmed, runs of spaces folded. */
  trimTexts: boolean;
}

export const DEFAULT_SWITCHES: Readonly<VkSwitches> = {
  sharedPhotos: true,
  photoRequired: true,
  photoReadyAfterMs: 0,
  reusableUploadUrl: true,
  savePhotoOnce: true,
  uploadAnswersAsHtml: true,
  editWithoutDeleted: 'keep',
  hiddenAvailability: 2,
  listStockZero: false,
  getByIdShowsErased: true,
  secondDelete: 'not-found',
  addToAlbumTwice: 'refuse',
  executeGlobalErrors: 'inner',
  longNameCode: 100,
  expiredCode: 5,
  deniedCode: 205,
  publicRead: false,
  grantMarket: true,
  missingScopeCode: 15,
  vkIdRefusalStatus: 200,
  renewalKillsAccess: true,
  countRejected: false,
  refuseLinks: false,
  escapeTexts: false,
  trimTexts: true,
};

/** Every value a switch may take, where it is not a plain boolean or number: the control API refuses others. */
export const SWITCH_CHOICES: Readonly<Partial<Record<keyof VkSwitches, readonly (string | number)[]>>> = {
  editWithoutDeleted: ['keep', 'show'],
  hiddenAvailability: [1, 2],
  secondDelete: ['not-found', 'ok'],
  addToAlbumTwice: ['refuse', 'add-rest', 'ok'],
  executeGlobalErrors: ['inner', 'top'],
  longNameCode: [100, 1421],
  expiredCode: [5, 1117],
  deniedCode: [7, 205],
  missingScopeCode: [15, 7],
  vkIdRefusalStatus: [200, 400, 401],
};

/** Quantities VK does not publish, or that tests want small. */
export interface VkLimits {
  requestsPerSecond: number;
  communityRequestsPerSecond: number;
  itemsPerShop: number;
  itemsPerAlbum: number;
  albumsPerShop: number;
  restoreWindowMs: number;
  executeCalls: number;
  executeAnswerBytes: number;
  executeOperations: number;
  uploadBytes: number;
  /** Life of an access token of VK ID. */
  accessTokenSeconds: number;
  /** Life of a code of VK ID. */
  codeSeconds: number;
}

export const DEFAULT_LIMITS: Readonly<VkLimits> = {
  requestsPerSecond: 3,
  communityRequestsPerSecond: 20,
  itemsPerShop: 15_000,
  itemsPerAlbum: 1_000,
  albumsPerShop: 100,
  restoreWindowMs: 86_400_000,
  executeCalls: 25,
  executeAnswerBytes: 5 * 1024 * 1024,
  executeOperations: 100_000,
  uploadBytes: 50 * 1024 * 1024,
  accessTokenSeconds: 3_600,
  codeSeconds: 600,
};

/**
 * A volume limit of one method and token: the call over `limit` within `windowMs` answers `code`; with `captchaAfter`,
 * so many refusals later it becomes 14.
 */
export interface VolumeLimit {
  method: string;
  limit: number;
  windowMs: number;
  code: 9 | 14 | 29;
  captchaAfter?: number;
}
