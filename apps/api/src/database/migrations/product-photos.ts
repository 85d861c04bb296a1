import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Photos of products that merchants gave themselves, and what of them VK has. */
export class ProductPhotos1790000012200 implements MigrationInterface {
  name = 'ProductPhotos1790000012200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE product_photos (
      user_id int UNSIGNED NOT NULL,
      store_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
      product_id char(36) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
      hash char(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      file_name varchar(255) NULL,
      width smallint UNSIGNED NOT NULL DEFAULT 0,
      height smallint UNSIGNED NOT NULL DEFAULT 0,
      added_at datetime(3) NULL,
      sent_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      sent_item_id bigint NULL,
      uploaded_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      uploaded_photo_id bigint NULL,
      uploaded_group_id bigint NULL,
      refused_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      refused_at datetime(3) NULL,
      refused_message varchar(500) NULL,
      PRIMARY KEY (user_id, store_id, product_id),
      KEY ix_product_photos_hash (user_id, hash)
    ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE product_photos');
  }
}
