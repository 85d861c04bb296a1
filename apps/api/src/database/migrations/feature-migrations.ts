import { AccountsLifecycle1790000003000 } from './accounts-lifecycle.js';
import { Audit1790000004000 } from './audit.js';
import { CatalogAndSync1790000002000 } from './catalog-and-sync.js';
import { ConnectionHealth1790000012100 } from './connection-health.js';
import { ConnectionNotices1790000007000 } from './connection-notices.js';
import { EvotorWebhooks1790000010000 } from './evotor-webhooks.js';
import { Hooks1790000014000 } from './hooks.js';
import { Journal1790000005000 } from './journal.js';
import { ProductPhotos1790000012200 } from './product-photos.js';
import { QueuesForAdmins1790000016000 } from './queues-for-admins.js';
import { Refresh1790000006000 } from './refresh.js';
import { RunItemChanges1790000019000 } from './run-item-changes.js';
import { VkSignIn1790000012000 } from './vk-sign-in.js';
import { WordsInBothLanguages1790000021000 } from './words-in-both-languages.js';

/** Migrations of the feature modules, in the order in which they run (after those of the accounts). */
export const featureMigrations = [
  CatalogAndSync1790000002000,
  AccountsLifecycle1790000003000,
  Audit1790000004000,
  Journal1790000005000,
  Refresh1790000006000,
  ConnectionNotices1790000007000,
  EvotorWebhooks1790000010000,
  VkSignIn1790000012000,
  ConnectionHealth1790000012100,
  ProductPhotos1790000012200,
  Hooks1790000014000,
  QueuesForAdmins1790000016000,
  RunItemChanges1790000019000,
  WordsInBothLanguages1790000021000,
];
