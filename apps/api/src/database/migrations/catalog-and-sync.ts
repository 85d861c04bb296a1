import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Connections, the cached catalogues of both sides, sync settings, filters, runs and their items. */
export class CatalogAndSync1790000002000 implements MigrationInterface {
  name = 'CatalogAndSync1790000002000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of TABLE_NAMES) await runner.query(`DROP TABLE \`${name}\``);
  }
}

const TABLES = [
  `CREATE TABLE evotor_connections (
    user_id int UNSIGNED NOT NULL,
    access_token text NOT NULL,
    token_last4 varchar(4) NOT NULL,
    evotor_user_id varchar(64) NULL,
    store_count int UNSIGNED NOT NULL DEFAULT 0,
    status varchar(16) NOT NULL DEFAULT 'ok',
    problem_code varchar(64) NULL,
    problem_message varchar(500) NULL,
    empty_stores_seen_at datetime(3) NULL,
    connected_at datetime(3) NOT NULL,
    checked_at datetime(3) NULL,
    updated_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
    PRIMARY KEY (user_id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE vk_connections (
    user_id int UNSIGNED NOT NULL,
    access_token text NOT NULL,
    token_last4 varchar(4) NOT NULL,
    group_id bigint UNSIGNED NOT NULL,
    group_name varchar(255) NOT NULL DEFAULT '',
    group_screen_name varchar(255) NULL,
    group_photo_url varchar(1000) NULL,
    status varchar(16) NOT NULL DEFAULT 'ok',
    problem_code varchar(64) NULL,
    problem_message varchar(500) NULL,
    default_photo_id bigint NULL,
    default_photo_hash varchar(64) NULL,
    photo_per_item tinyint NOT NULL DEFAULT 0,
    read_at datetime(3) NULL,
    uncertain_since datetime(3) NULL,
    connected_at datetime(3) NOT NULL,
    checked_at datetime(3) NULL,
    updated_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
    PRIMARY KEY (user_id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE cached_groups (
    user_id int UNSIGNED NOT NULL,
    store_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    name varchar(500) NOT NULL,
    parent_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NULL,
    is_modification tinyint NOT NULL DEFAULT 0,
    removed_at datetime(3) NULL,
    vk_album_id bigint NULL,
    vk_sent_title varchar(500) NULL,
    vk_shown_title varchar(500) NULL,
    PRIMARY KEY (user_id, store_id, id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE cached_products (
    user_id int UNSIGNED NOT NULL,
    store_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    name varchar(1000) NOT NULL,
    type varchar(64) NOT NULL,
    price decimal(20,6) NULL,
    quantity decimal(20,6) NULL,
    measure_name varchar(255) NULL,
    allow_to_sell tinyint NOT NULL,
    description mediumtext NULL,
    code varchar(255) NULL,
    article_number varchar(255) NULL,
    barcodes text NULL,
    parent_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NULL,
    group_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    is_age_limited tinyint NOT NULL DEFAULT 0,
    images json NULL,
    content_hash char(27) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    removed_at datetime(3) NULL,
    switched_off tinyint NOT NULL DEFAULT 0,
    vk_product_id bigint NULL,
    vk_adopted tinyint NOT NULL DEFAULT 0,
    vk_hidden tinyint NOT NULL DEFAULT 0,
    vk_sent json NULL,
    vk_shown json NULL,
    sync_state varchar(16) NULL,
    sync_reason varchar(64) NULL,
    sync_message varchar(500) NULL,
    INDEX ix_cached_products_vk (user_id, vk_product_id),
    INDEX ix_cached_products_group (user_id, store_id, group_id),
    PRIMARY KEY (user_id, store_id, id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE cached_stores (
    user_id int UNSIGNED NOT NULL,
    id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    name varchar(500) NOT NULL,
    address varchar(1000) NULL,
    subscription_required tinyint NOT NULL DEFAULT 0,
    readable tinyint NOT NULL DEFAULT 0,
    problem_code varchar(64) NULL,
    read_at datetime(3) NULL,
    empty_seen_at datetime(3) NULL,
    removed_at datetime(3) NULL,
    PRIMARY KEY (user_id, id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE sync_filters (
    user_id int UNSIGNED NOT NULL,
    entity_type enum ('store', 'group') NOT NULL,
    store_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    entity_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    PRIMARY KEY (user_id, entity_type, store_id, entity_id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE vk_cached_albums (
    user_id int UNSIGNED NOT NULL,
    id bigint NOT NULL,
    title varchar(1000) NOT NULL,
    \`count\` int NOT NULL DEFAULT '0',
    photo_url varchar(1000) NULL,
    content_hash char(27) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (user_id, id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE vk_cached_products (
    user_id int UNSIGNED NOT NULL,
    id bigint NOT NULL,
    title varchar(1000) NOT NULL,
    description mediumtext NOT NULL,
    price_kopecks bigint NOT NULL,
    stock_amount int NULL,
    availability tinyint NOT NULL DEFAULT '0',
    sku varchar(64) NULL,
    album_ids json NOT NULL,
    photo_url varchar(1000) NULL,
    reject_reason varchar(1000) NULL,
    content_hash char(27) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    INDEX ix_vk_cached_products_sku (user_id, sku),
    PRIMARY KEY (user_id, id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE sync_configs (
    user_id int UNSIGNED NOT NULL,
    refresh_catalog_enabled tinyint NOT NULL DEFAULT 1,
    refresh_vk_catalog_enabled tinyint NOT NULL DEFAULT 1,
    mirror_enabled tinyint NOT NULL DEFAULT 1,
    price_multiplier decimal(16,6) NOT NULL DEFAULT '1.000000',
    stock_mode varchar(16) NOT NULL DEFAULT 'fixed',
    on_removed varchar(16) NOT NULL DEFAULT 'hide',
    adopt_existing varchar(16) NOT NULL DEFAULT 'title',
    PRIMARY KEY (user_id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE sync_run_items (
    id bigint UNSIGNED NOT NULL AUTO_INCREMENT,
    run_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    store_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    product_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    name varchar(1000) NOT NULL,
    action varchar(16) NOT NULL,
    outcome varchar(16) NOT NULL,
    reason varchar(64) NULL,
    message varchar(500) NULL,
    vk_product_id bigint NULL,
    UNIQUE INDEX uq_sync_run_items_product (run_id, store_id, product_id),
    PRIMARY KEY (id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE sync_runs (
    id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    user_id int UNSIGNED NOT NULL,
    active_user_id int UNSIGNED NULL,
    \`trigger\` varchar(16) NOT NULL,
    status varchar(16) NOT NULL,
    stage varchar(16) NULL,
    progress_done int NOT NULL DEFAULT '0',
    progress_total int NOT NULL DEFAULT '0',
    counts json NOT NULL,
    error json NULL,
    warning json NULL,
    cancel_requested tinyint NOT NULL DEFAULT 0,
    created_at datetime(3) NOT NULL,
    started_at datetime(3) NULL,
    finished_at datetime(3) NULL,
    UNIQUE INDEX uq_sync_runs_active (active_user_id),
    INDEX ix_sync_runs_user (user_id, created_at),
    PRIMARY KEY (id)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
];

const TABLE_NAMES = [
  'evotor_connections',
  'vk_connections',
  'cached_groups',
  'cached_products',
  'cached_stores',
  'sync_filters',
  'vk_cached_albums',
  'vk_cached_products',
  'sync_configs',
  'sync_run_items',
  'sync_runs',
];
