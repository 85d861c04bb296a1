/** One parameter of a method as the official schema of VK API 5.199 describes it (`ref` names a shared definition). */
export interface ParameterSchema {
  name: string;
  type: 'integer' | 'number' | 'string' | 'boolean' | 'array' | readonly ('integer' | 'string')[];
  required?: boolean;
  format?: 'int32' | 'int64';
  default?: number | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  items?: Omit<ParameterSchema, 'name' | 'type'> & { type?: ParameterSchema['type'] };
  ref?: string;
}

/** A method: the token kinds it takes, its own error codes, its parameters in the official order. */
export interface MethodSchema {
  tokens: readonly ('user' | 'group' | 'service')[];
  errors: readonly number[];
  parameters: readonly ParameterSchema[];
}

/**
 * The methods the simulator knows, copied from VK's official JSON schema, version 5.199. A spec compares the copy with
 * the published file where that file is at hand.
 */
export const METHOD_SCHEMA: Readonly<Record<string, MethodSchema>> = {
  'users.get': {
    tokens: ['user', 'group', 'service'],
    errors: [],
    parameters: [
      { name: 'user_ids', type: 'array', items: { type: ['integer', 'string'], format: 'int64' }, maxItems: 1000 },
      { name: 'fields', type: 'array', items: { ref: 'users_fields' } },
      { name: 'name_case', type: 'string', ref: 'base_name_case' },
      { name: 'from_group_id', type: 'integer', format: 'int64', default: 0 },
    ],
  },
  'groups.get': {
    tokens: ['user'],
    errors: [260],
    parameters: [
      { name: 'user_id', type: 'integer', format: 'int64', minimum: 1 },
      { name: 'extended', type: 'boolean', default: false },
      { name: 'filter', type: 'array', items: { ref: 'groups_filter' } },
      { name: 'fields', type: 'array', items: { ref: 'groups_fields' } },
      { name: 'offset', type: 'integer', minimum: 0 },
      { name: 'count', type: 'integer', minimum: 0, maximum: 1000 },
    ],
  },
  'groups.getById': {
    tokens: ['user', 'group', 'service'],
    errors: [],
    parameters: [
      { name: 'group_ids', type: 'array', items: { type: ['integer', 'string'], format: 'int64' } },
      { name: 'group_id', type: ['integer', 'string'], format: 'int64' },
      { name: 'fields', type: 'array', items: { ref: 'groups_fields' } },
    ],
  },
  'market.getAlbums': {
    tokens: ['user'],
    errors: [],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'offset', type: 'integer', minimum: 0 },
      { name: 'count', type: 'integer', default: 50, minimum: 0, maximum: 100 },
    ],
  },
  'market.get': {
    tokens: ['user'],
    errors: [],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'album_id', type: 'integer', format: 'int32', default: 0 },
      { name: 'count', type: 'integer', default: 100, minimum: 0, maximum: 200 },
      { name: 'offset', type: 'integer', minimum: 0 },
      { name: 'extended', type: 'boolean' },
      { name: 'date_from', type: 'string' },
      { name: 'date_to', type: 'string' },
      { name: 'need_variants', type: 'boolean' },
      { name: 'with_disabled', type: 'boolean' },
      { name: 'fields', type: 'array', items: { type: 'string' } },
    ],
  },
  'market.getById': {
    tokens: ['user'],
    errors: [1525, 1526],
    parameters: [
      { name: 'item_ids', type: 'array', required: true, items: { type: 'string' }, maxItems: 100 },
      { name: 'extended', type: 'boolean' },
    ],
  },
  'market.add': {
    tokens: ['user'],
    errors: [205, 1405, 1408, 1416, 1417, 1426, 1425, 1433, 1434, 1435, 1438, 1406],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'name', type: 'string', required: true, minLength: 4, maxLength: 100 },
      { name: 'description', type: 'string', required: true, minLength: 10 },
      { name: 'category_id', type: 'integer', required: true, minimum: 0 },
      { name: 'price', type: 'number', minimum: 0, maximum: 999999999999 },
      { name: 'old_price', type: 'number', minimum: 0, maximum: 999999999999 },
      { name: 'deleted', type: 'boolean' },
      { name: 'main_photo_id', type: 'integer', minimum: 0 },
      { name: 'photo_ids', type: 'array', items: { type: 'integer', minimum: 0 }, maxItems: 4 },
      { name: 'video_ids', type: 'array', items: { type: 'integer', minimum: 0 }, maxItems: 2 },
      { name: 'url', type: 'string', minLength: 0, maxLength: 320 },
      { name: 'variant_ids', type: 'array', items: { type: 'integer', minimum: 0 }, maxItems: 2 },
      { name: 'is_main_variant', type: 'boolean' },
      { name: 'dimension_width', type: 'integer', minimum: 0, maximum: 100000 },
      { name: 'dimension_height', type: 'integer', minimum: 0, maximum: 100000 },
      { name: 'dimension_length', type: 'integer', minimum: 0, maximum: 100000 },
      { name: 'weight', type: 'integer', minimum: 0, maximum: 100000000 },
      { name: 'sku', type: 'string', maxLength: 50 },
      { name: 'stock_amount', type: 'integer', minimum: -1, maximum: 999999 },
    ],
  },
  'market.edit': {
    tokens: ['user'],
    errors: [205, 1403, 1408, 1412, 1413, 1433, 1434, 1435, 1438],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'item_id', type: 'integer', required: true, minimum: 0 },
      { name: 'name', type: 'string', minLength: 4, maxLength: 100 },
      { name: 'description', type: 'string', minLength: 10 },
      { name: 'category_id', type: 'integer', minimum: 0 },
      { name: 'price', type: 'number', minimum: 0, maximum: 999999999999 },
      { name: 'old_price', type: 'number', minimum: 0, maximum: 999999999999 },
      { name: 'deleted', type: 'boolean' },
      { name: 'main_photo_id', type: 'integer', minimum: 0 },
      { name: 'photo_ids', type: 'array', items: { type: 'integer', minimum: 0 }, maxItems: 4 },
      { name: 'video_ids', type: 'array', items: { type: 'integer', minimum: 0 }, maxItems: 2 },
      { name: 'url', type: 'string', minLength: 0, maxLength: 320 },
      { name: 'variant_ids', type: 'array', items: { type: 'integer', minimum: 0 }, maxItems: 2 },
      { name: 'is_main_variant', type: 'boolean' },
      { name: 'dimension_width', type: 'integer', minimum: 0, maximum: 100000 },
      { name: 'dimension_height', type: 'integer', minimum: 0, maximum: 100000 },
      { name: 'dimension_length', type: 'integer', minimum: 0, maximum: 100000 },
      { name: 'weight', type: 'integer', minimum: 0, maximum: 100000000 },
      { name: 'sku', type: 'string', maxLength: 50 },
      { name: 'stock_amount', type: 'integer', minimum: -1, maximum: 999999 },
    ],
  },
  'market.delete': {
    tokens: ['user'],
    errors: [205, 1438, 1403],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'item_id', type: 'integer', required: true, minimum: 0 },
    ],
  },
  'market.restore': {
    tokens: ['user'],
    errors: [205, 1400, 1438, 1403, 1518],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'item_id', type: 'integer', required: true, minimum: 0 },
    ],
  },
  'market.addAlbum': {
    tokens: ['user'],
    errors: [1407, 1438, 1446],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'title', type: 'string', required: true, maxLength: 128 },
      { name: 'photo_id', type: 'integer', minimum: 0 },
      { name: 'main_album', type: 'boolean' },
      { name: 'is_hidden', type: 'boolean' },
    ],
  },
  'market.editAlbum': {
    tokens: ['user'],
    errors: [1402, 1438, 1446, 1457, 1458],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'album_id', type: 'integer', required: true, minimum: 0 },
      { name: 'title', type: 'string', required: true, maxLength: 128 },
      { name: 'photo_id', type: 'integer', minimum: 0 },
      { name: 'main_album', type: 'boolean' },
      { name: 'is_hidden', type: 'boolean' },
    ],
  },
  'market.deleteAlbum': {
    tokens: ['user'],
    errors: [1402, 1438],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'album_id', type: 'integer', required: true, minimum: 0 },
    ],
  },
  'market.addToAlbum': {
    tokens: ['user'],
    errors: [1402, 1438, 1403, 1406, 1404],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'item_ids', type: 'array', required: true, items: { type: 'integer', minimum: 0 } },
      { name: 'album_ids', type: 'array', required: true, items: { type: 'integer', minimum: 0 } },
    ],
  },
  'market.removeFromAlbum': {
    tokens: ['user'],
    errors: [1402, 1403, 1438],
    parameters: [
      { name: 'owner_id', type: 'integer', required: true, format: 'int64' },
      { name: 'item_id', type: 'integer', required: true, minimum: 0 },
      { name: 'album_ids', type: 'array', required: true, items: { type: 'integer', minimum: 0 } },
    ],
  },
  'market.getCategories': {
    tokens: ['user'],
    errors: [],
    parameters: [
      { name: 'group_id', type: 'integer', format: 'int64', minimum: 1 },
      { name: 'album_id', type: 'integer', minimum: 1 },
    ],
  },
  'market.getProductPhotoUploadServer': {
    tokens: ['user'],
    errors: [1438],
    parameters: [
      { name: 'group_id', type: 'integer', required: true, format: 'int64', minimum: 1 },
      { name: 'bulk', type: 'boolean', default: false },
    ],
  },
  'market.saveProductPhoto': {
    tokens: ['user'],
    errors: [1438],
    parameters: [{ name: 'upload_response', type: 'string', required: true }],
  },
  'photos.getMarketAlbumUploadServer': {
    tokens: ['user'],
    errors: [1438],
    parameters: [{ name: 'group_id', type: 'integer', required: true, format: 'int64', minimum: 1 }],
  },
  'photos.saveMarketAlbumPhoto': {
    tokens: ['user'],
    errors: [121, 129, 1438],
    parameters: [
      { name: 'group_id', type: 'integer', required: true, format: 'int64', minimum: 1 },
      { name: 'photo', type: 'string', required: true },
      { name: 'server', type: 'integer', required: true, minimum: 0 },
      { name: 'hash', type: 'string', required: true },
    ],
  },
};

/** Closed sets of words that parameters refer to. */
export const WORD_SETS: Readonly<Record<string, readonly string[]>> = {
  groups_fields: [
    'id',
    'name',
    'screen_name',
    'is_closed',
    'type',
    'is_admin',
    'admin_level',
    'is_member',
    'is_advertiser',
    'start_date',
    'finish_date',
    'deactivated',
    'photo_50',
    'photo_100',
    'photo_200',
    'photo_200_orig',
    'photo_400',
    'photo_400_orig',
    'photo_max',
    'photo_max_orig',
    'est_date',
    'public_date_label',
    'photo_max_size',
    'is_video_live_notifications_blocked',
    'video_live',
    'market',
    'member_status',
    'is_adult',
    'is_hidden_from_feed',
    'is_favorite',
    'is_subscribed',
    'city',
    'verified',
    'description',
    'wiki_page',
    'members_count',
    'members_count_text',
    'requests_count',
    'video_live_level',
    'video_live_count',
    'clips_count',
    'textlives_count',
    'counters',
    'cover',
    'can_post',
    'can_suggest',
    'can_upload_story',
    'can_upload_doc',
    'can_upload_video',
    'can_upload_clip',
    'can_see_all_posts',
    'can_create_topic',
    'activity',
    'fixed_post',
    'has_photo',
    'crop_photo',
    'status',
    'status_audio',
    'main_album_id',
    'links',
    'contacts',
    'wall',
    'site',
    'main_section',
    'secondary_section',
    'trending',
    'can_message',
    'is_messages_blocked',
    'can_send_notify',
    'online_status',
    'invited_by',
    'age_limits',
    'ban_info',
    'has_market_app',
    'using_vkpay_market_app',
    'has_group_channel',
    'addresses',
    'messages',
    'business_rating',
    'is_subscribed_podcasts',
    'can_subscribe_podcasts',
    'can_subscribe_posts',
    'live_covers',
    'stories_archive_count',
    'has_unseen_stories',
    'category',
    'category0',
    'category1',
    'rating',
    'is_market_market_link_attachment_enabled',
    'is_market_message_to_bc_attachment_enabled',
    'unread_count',
    'videos_count',
  ],
  groups_filter: ['admin', 'editor', 'moder', 'advertiser', 'groups', 'publics', 'events', 'hasAddress'],
  base_name_case: ['Nom', 'Gen', 'Dat', 'Acc', 'Ins', 'Abl'],
};
