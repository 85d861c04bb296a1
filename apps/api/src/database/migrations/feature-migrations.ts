import { CatalogAndSync1790000002000 } from './catalog-and-sync.js';

/** Migrations of the feature modules, in the order in which they run (after those of the accounts). */
export const featureMigrations = [CatalogAndSync1790000002000];
