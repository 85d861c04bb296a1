export { shopPages } from './shop-pages.js';
