/** Stable codes that the SPA has words of its own for. */
export const REASON_CODES = [
  'not_for_sale',
  'restricted_goods',
  'no_price',
  'out_of_scope',
  'vk_rejected',
  'photo_rejected',
  'quota_reached',
  'adopted',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** What may be wrong with a connection or a store, or end a run. */
export const ERROR_CODES = [
  'token_rejected',
  'sign_in_expired',
  'not_a_user_token',
  'group_not_found',
  'not_a_manager',
  'market_disabled',
  'not_in_roubles',
  'no_market_scope',
  'no_groups_scope',
  'group_blocked',
  'unavailable',
  'subscription_required',
  'forbidden',
  'app_uninstalled',
  'subscription_ended',
  'captcha',
  'quota',
  'evotor_unavailable',
  'vk_unavailable',
  'items_failed',
  'shop_full',
  'album_full',
  'too_many_albums',
  'album_rejected',
  'default_photo_rejected',
  'empty_answer',
  'evotor_incomplete_listing',
  'evotor_rate_limited',
  'evotor_bad_request',
  'evotor_bad_answer',
  'store_not_found',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** What may be wrong with a request as a whole. */
export const REQUEST_CODES = [
  'network',
  'server',
  'http_403',
  'http_404',
  'http_429',
  'bad_credentials',
  'evotor_unavailable',
  'vk_unavailable',
  'not_connected',
  'connection_needs_attention',
  'store_not_found',
  'product_not_found',
] as const;
export type RequestCode = (typeof REQUEST_CODES)[number];
