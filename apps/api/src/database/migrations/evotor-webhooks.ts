import type { MigrationInterface, QueryRunner } from 'typeorm';

const ASCII = 'CHARACTER SET ascii COLLATE ascii_general_ci';
const ENDING = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci';

const TABLES: [name: string, columns: string][] = [
  [
    'evotor_accounts',
    `evotor_user_id varchar(64) ${ASCII} NOT NULL,
    user_id int UNSIGNED NULL,
    user_token_hash char(64) ${ASCII} NULL,
    user_token text NULL,
    cloud_token text NULL,
    cloud_token_event bigint UNSIGNED NULL,
    cloud_token_used tinyint NOT NULL DEFAULT 0,
    settling_until datetime(3) NULL,
    installation varchar(16) NULL,
    installation_at datetime(3) NULL,
    pause_code varchar(32) NULL,
    paused_at datetime(3) NULL,
    pause_told_at datetime(3) NULL,
    created_at datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    PRIMARY KEY (evotor_user_id),
    UNIQUE INDEX uq_evotor_accounts_user (user_id),
    UNIQUE INDEX uq_evotor_accounts_token (user_token_hash)`,
  ],
  [
    'evotor_subscriptions',
    `subscription_id varchar(64) ${ASCII} NOT NULL,
    evotor_user_id varchar(64) ${ASCII} NOT NULL,
    state varchar(24) NOT NULL,
    plan_id varchar(191) NULL,
    devices int UNSIGNED NULL,
    trial_ends_at datetime(3) NULL,
    next_billing_at datetime(3) NULL,
    charged_amount varchar(32) NULL,
    charged_currency varchar(8) NULL,
    since datetime(3) NOT NULL,
    PRIMARY KEY (subscription_id),
    INDEX ix_evotor_subscriptions_account (evotor_user_id)`,
  ],
  [
    'evotor_subscription_events',
    `subscription_id varchar(64) ${ASCII} NOT NULL,
    sequence_number int UNSIGNED NOT NULL,
    evotor_user_id varchar(64) ${ASCII} NOT NULL,
    type varchar(64) NOT NULL,
    at datetime(3) NOT NULL,
    details json NOT NULL,
    received_at datetime(3) NOT NULL,
    PRIMARY KEY (subscription_id, sequence_number)`,
  ],
  [
    'evotor_events',
    `id bigint UNSIGNED NOT NULL AUTO_INCREMENT,
    kind varchar(32) ${ASCII} NOT NULL,
    event_key varchar(191) ${ASCII} NULL,
    evotor_user_id varchar(64) ${ASCII} NULL,
    user_id int UNSIGNED NULL,
    body mediumtext NOT NULL,
    secret text NULL,
    received_at datetime(3) NOT NULL,
    tries int UNSIGNED NOT NULL DEFAULT 0,
    handled_at datetime(3) NULL,
    outcome varchar(64) NULL,
    PRIMARY KEY (id),
    UNIQUE INDEX uq_evotor_events_key (event_key),
    INDEX ix_evotor_events_unhandled (handled_at, received_at),
    INDEX ix_evotor_events_received (received_at),
    INDEX ix_evotor_events_account (evotor_user_id)`,
  ],
  [
    'register_changes',
    `id bigint UNSIGNED NOT NULL AUTO_INCREMENT,
    user_id int UNSIGNED NOT NULL,
    store_id varchar(64) ${ASCII} NOT NULL,
    stock_only tinyint NOT NULL DEFAULT 0,
    told_at datetime(3) NOT NULL,
    last_told_at datetime(3) NOT NULL,
    times int UNSIGNED NOT NULL DEFAULT 1,
    run_id char(36) ${ASCII} NULL,
    done_at datetime(3) NULL,
    delay_ms int UNSIGNED NULL,
    PRIMARY KEY (id),
    INDEX ix_register_changes_user (user_id, done_at),
    INDEX ix_register_changes_waiting (done_at, told_at),
    INDEX ix_register_changes_told (told_at),
    INDEX ix_register_changes_run (run_id)`,
  ],
];

/** What Evotor tells by webhooks: accounts, installations, subscriptions, the events themselves, changes at the register. */
export class EvotorWebhooks1790000010000 implements MigrationInterface {
  name = 'EvotorWebhooks1790000010000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of TABLES) await runner.query(`CREATE TABLE ${name} (${columns}) ${ENDING}`);
    await runner.query('ALTER TABLE evotor_connections ADD INDEX ix_evotor_connections_evotor_user (evotor_user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE evotor_connections DROP INDEX ix_evotor_connections_evotor_user');
    for (const [name] of TABLES) await runner.query(`DROP TABLE ${name}`);
  }
}
