export * from './builders.js';
export { ModelShop } from './model-shop.js';
