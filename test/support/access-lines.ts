import { readTable, type AccessLine } from './access-table.js';

/** Accounts and what belongs to everybody: who may call each operation. A status alone means its usual code. */
const ACCOUNTS = `
--                                                                      | anonymous          | merchant           | other merchant     | admin              | system             | read token         | write token        | suspended
POST /api/v1/auth/confirm-email                                         | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid
POST /api/v1/auth/forgot-password                                       | 202                | 202                | 202                | 202                | 202                | 202                | 202                | 202
GET /api/v1/auth/invite/{token}                                         | 404 token_invalid  | 404 token_invalid  | 404 token_invalid  | 404 token_invalid  | 404 token_invalid  | 404 token_invalid  | 404 token_invalid  | 404 token_invalid
POST /api/v1/auth/invite/{token}                                        | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid
POST /api/v1/auth/login                                                 | 401 bad_credentials| 200                | 200                | 200                | 200                | 200                | 200                | 401 account_suspended
POST /api/v1/auth/logout                                                | 204                | 204                | 204                | 204                | 204                | 204                | 204                | 204
POST /api/v1/auth/register                                              | 201                | 201                | 201                | 201                | 201                | 201                | 201                | 201
POST /api/v1/auth/resend-confirmation                                   | 202                | 202                | 202                | 202                | 202                | 202                | 202                | 202
POST /api/v1/auth/reset-password                                        | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid  | 400 token_invalid
GET /api/v1/auth/session                                                | 200                | 200                | 200                | 200                | 200                | 200                | 200                | 200
GET /api/v1/profile                                                     | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
PATCH /api/v1/profile                                                   | 401                | 200                | 200                | 200                | 200                | 403 scope_missing  | 200                | 401
DELETE /api/v1/profile                                                  | 401                | 204                | 204                | 204                | 204                | 403 scope_missing  | 403 session_required| 401
GET /api/v1/profile/api-tokens                                          | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
POST /api/v1/profile/api-tokens                                         | 401                | 201                | 201                | 201                | 201                | 403 scope_missing  | 403 session_required| 401
DELETE /api/v1/profile/api-tokens/{id}                                  | 401                | 204                | 404                | 404                | 404                | 403 scope_missing  | 403 session_required| 401
POST /api/v1/profile/change-password                                    | 401                | 204                | 204                | 204                | 204                | 403 scope_missing  | 403 session_required| 401
GET /api/v1/profile/sessions                                            | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
DELETE /api/v1/profile/sessions                                         | 401                | 204                | 204                | 204                | 204                | 403 scope_missing  | 403 session_required| 401
DELETE /api/v1/profile/sessions/{id}                                    | 401                | 204                | 404                | 404                | 404                | 403 scope_missing  | 403 session_required| 401
GET /api/v1/support                                                     | 200                | 200                | 200                | 200                | 200                | 200                | 200                | 200
GET /health                                                             | 200                | 200                | 200                | 200                | 200                | 200                | 200                | 200
GET /health/live                                                        | 200                | 200                | 200                | 200                | 200                | 200                | 200                | 200
GET /health/ready                                                       | 200                | 200                | 200                | 200                | 200                | 200                | 200                | 200
`;

/** The rooms of a merchant: each sees their own; ids of another merchant's are ids of nothing. */
const SHOP = `
--                                                                      | anonymous          | merchant           | other merchant     | admin              | system             | read token         | write token        | suspended
GET /api/v1/catalog/stores                                              | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
GET /api/v1/catalog/stores/{storeId}/groups                             | 401                | 200                | 404 store_not_found| 404 store_not_found| 404 store_not_found| 200                | 200                | 401
PUT /api/v1/catalog/stores/{storeId}/groups/sync                        | 401                | 200                | 404 store_not_found| 404 store_not_found| 404 store_not_found| 403 scope_missing  | 200                | 401
PUT /api/v1/catalog/stores/{storeId}/groups/{groupId}/sync              | 401                | 200                | 404 store_not_found| 404 store_not_found| 404 store_not_found| 403 scope_missing  | 200                | 401
GET /api/v1/catalog/stores/{storeId}/products                           | 401                | 200                | 404 store_not_found| 404 store_not_found| 404 store_not_found| 200                | 200                | 401
PUT /api/v1/catalog/stores/{storeId}/products/sync                      | 401                | 200                | 404 store_not_found| 404 store_not_found| 404 store_not_found| 403 scope_missing  | 200                | 401
GET /api/v1/catalog/stores/{storeId}/products/{productId}/photo         | 401                | 404 photo_not_found| 404 store_not_found| 404 store_not_found| 404 store_not_found| 404 photo_not_found| 404 photo_not_found| 401
GET /api/v1/catalog/stores/{storeId}/products/{productId}/photo/about   | 401                | 404 photo_not_found| 404 store_not_found| 404 store_not_found| 404 store_not_found| 404 photo_not_found| 404 photo_not_found| 401
PUT /api/v1/catalog/stores/{storeId}/products/{productId}/photo         | 401                | 400                | 400                | 400                | 400                | 403 scope_missing  | 400                | 401
DELETE /api/v1/catalog/stores/{storeId}/products/{productId}/photo      | 401                | 404 photo_not_found| 404 store_not_found| 404 store_not_found| 404 store_not_found| 403 scope_missing  | 404 photo_not_found| 401
POST /api/v1/catalog/stores/{storeId}/photos                            | 401                | 400                | 400                | 400                | 400                | 403 scope_missing  | 400                | 401
PUT /api/v1/catalog/stores/{storeId}/products/{productId}/sync          | 401                | 200                | 404 store_not_found| 404 store_not_found| 404 store_not_found| 403 scope_missing  | 200                | 401
PUT /api/v1/catalog/stores/{storeId}/sync                               | 401                | 200                | 404 store_not_found| 404 store_not_found| 404 store_not_found| 403 scope_missing  | 200                | 401
GET /api/v1/connections                                                 | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
PUT /api/v1/connections/evotor                                          | 401                | 200                | 200                | 200                | 200                | 403 scope_missing  | 200                | 401
DELETE /api/v1/connections/evotor                                       | 401                | 204                | 204                | 204                | 204                | 403 scope_missing  | 204                | 401
POST /api/v1/connections/evotor/test                                    | 401                | 200                | 404 not_connected  | 404 not_connected  | 404 not_connected  | 403 scope_missing  | 200                | 401
POST /api/v1/connections/vk/sign-in                                     | 401                | 200                | 200                | 200                | 200                | 403 scope_missing  | 403 session_required| 401
GET /api/v1/connections/vk/sign-in/callback                             | 302                | 302                | 302                | 302                | 302                | 302                | 302                | 302
GET /api/v1/connections/vk/communities                                  | 401                | 409 sign_in_first  | 409 sign_in_first  | 409 sign_in_first  | 409 sign_in_first  | 409 sign_in_first  | 409 sign_in_first  | 401
PUT /api/v1/connections/vk/community                                    | 401                | 409 sign_in_first  | 409 sign_in_first  | 409 sign_in_first  | 409 sign_in_first  | 403 scope_missing  | 409 sign_in_first  | 401
PUT /api/v1/connections/vk                                              | 401                | 200                | 200                | 200                | 200                | 403 scope_missing  | 200                | 401
DELETE /api/v1/connections/vk                                           | 401                | 204                | 204                | 204                | 204                | 403 scope_missing  | 204                | 401
POST /api/v1/connections/vk/test                                        | 401                | 200                | 404 not_connected  | 404 not_connected  | 404 not_connected  | 403 scope_missing  | 200                | 401
GET /api/v1/sync/events                                                 | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
GET /api/v1/sync/overview                                               | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
GET /api/v1/sync/preview                                                | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
POST /api/v1/sync/preview/refresh                                       | 401                | 200                | 404 not_connected  | 404 not_connected  | 404 not_connected  | 403 scope_missing  | 200                | 401
POST /api/v1/sync/runs                                                  | 401                | 202                | 202                | 202                | 202                | 403 scope_missing  | 202                | 401
GET /api/v1/sync/runs                                                   | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
GET /api/v1/sync/runs/{id}                                              | 401                | 200                | 404 run_not_found  | 404 run_not_found  | 404 run_not_found  | 200                | 200                | 401
POST /api/v1/sync/runs/{id}/cancel                                      | 401                | 200                | 404 run_not_found  | 404 run_not_found  | 404 run_not_found  | 403 scope_missing  | 200                | 401
GET /api/v1/sync/runs/{id}/causes                                       | 401                | 200                | 404 run_not_found  | 404 run_not_found  | 404 run_not_found  | 200                | 200                | 401
GET /api/v1/sync/runs/{id}/items                                        | 401                | 200                | 404 run_not_found  | 404 run_not_found  | 404 run_not_found  | 200                | 200                | 401
GET /api/v1/sync/runs/{id}/items.csv                                    | 401                | 200                | 404 run_not_found  | 404 run_not_found  | 404 run_not_found  | 200                | 200                | 401
GET /api/v1/sync/settings                                               | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
PUT /api/v1/sync/settings                                               | 401                | 200                | 200                | 200                | 200                | 403 scope_missing  | 200                | 401
GET /api/v1/vk-catalog/albums                                           | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
GET /api/v1/vk-catalog/albums/{albumId}/products                        | 401                | 200                | 404 album_not_found| 404 album_not_found| 404 album_not_found| 200                | 200                | 401
GET /api/v1/vk-catalog/products                                         | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
`;

/** Programs that are told of events. */
const HOOKS = `
--                                                                      | anonymous          | merchant           | other merchant     | admin              | system             | read token         | write token        | suspended
GET /api/v1/hooks                                                       | 401                | 200                | 200                | 200                | 200                | 200                | 200                | 401
POST /api/v1/hooks                                                      | 401                | 201                | 201                | 201                | 201                | 403 scope_missing  | 201                | 401
GET /api/v1/hooks/{id}                                                  | 401                | 200                | 404 hook_not_found | 404 hook_not_found | 404 hook_not_found | 200                | 200                | 401
PATCH /api/v1/hooks/{id}                                                | 401                | 200                | 404 hook_not_found | 404 hook_not_found | 404 hook_not_found | 403 scope_missing  | 200                | 401
DELETE /api/v1/hooks/{id}                                               | 401                | 204                | 404 hook_not_found | 404 hook_not_found | 404 hook_not_found | 403 scope_missing  | 204                | 401
POST /api/v1/hooks/{id}/rotate-secret                                   | 401                | 200                | 404 hook_not_found | 404 hook_not_found | 404 hook_not_found | 403 scope_missing  | 200                | 401
POST /api/v1/hooks/{id}/ping                                            | 401                | 202                | 404 hook_not_found | 404 hook_not_found | 404 hook_not_found | 403 scope_missing  | 202                | 401
GET /api/v1/hooks/{id}/deliveries                                       | 401                | 200                | 404 hook_not_found | 404 hook_not_found | 404 hook_not_found | 200                | 200                | 401
GET /api/v1/hooks/{id}/deliveries/{deliveryId}                          | 401                | 200                | 404 hook_not_found | 404 hook_not_found | 404 hook_not_found | 200                | 200                | 401
POST /api/v1/hooks/{id}/deliveries/{deliveryId}/replay                  | 401                | 202                | 404 hook_not_found | 404 hook_not_found | 404 hook_not_found | 403 scope_missing  | 202                | 401
`;

/** The admin section. */
const ADMIN = `
--                                                                      | anonymous          | merchant           | other merchant     | admin              | system             | read token         | write token        | suspended
GET /api/v1/admin/audit                                                 | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
GET /api/v1/admin/logs                                                  | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
GET /api/v1/admin/logs/{id}                                             | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
GET /api/v1/admin/overview                                              | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
GET /api/v1/admin/permissions                                           | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
GET /api/v1/admin/roles                                                 | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
POST /api/v1/admin/roles                                                | 401                | 403                | 403                | 201                | 201                | 403 scope_missing  | 403                | 401
PATCH /api/v1/admin/roles/{id}                                          | 401                | 403                | 403                | 200                | 200                | 403 scope_missing  | 403                | 401
DELETE /api/v1/admin/roles/{id}                                         | 401                | 403                | 403                | 204                | 204                | 403 scope_missing  | 403                | 401
PUT /api/v1/admin/roles/{id}/permissions                                | 401                | 403                | 403                | 200                | 200                | 403 scope_missing  | 403                | 401
GET /api/v1/admin/users                                                 | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
POST /api/v1/admin/users                                                | 401                | 403                | 403                | 201                | 201                | 403 scope_missing  | 403                | 401
GET /api/v1/admin/users/{id}                                            | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
PATCH /api/v1/admin/users/{id}                                          | 401                | 403                | 403                | 200                | 200                | 403 scope_missing  | 403                | 401
DELETE /api/v1/admin/users/{id}                                         | 401                | 403                | 403                | 204                | 204                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/activate                                  | 401                | 403                | 403                | 200                | 200                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/reset-password                            | 401                | 403                | 403                | 200                | 200                | 403 scope_missing  | 403                | 401
GET /api/v1/admin/users/{id}/runs                                       | 401                | 403                | 403                | 200                | 200                | 403                | 403                | 401
POST /api/v1/admin/users/{id}/send-invite                               | 401                | 403                | 403                | 200                | 200                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/suspend                                   | 401                | 403                | 403                | 200                | 200                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/sync                                      | 401                | 403                | 403                | 202                | 202                | 403 scope_missing  | 403                | 401

-- What concerns the roles of the product
PUT /api/v1/admin/roles/{id}/permissions # of merchants                 | 401                | 403                | 403                | 200                | 200                | 403 scope_missing  | 403                | 401
PUT /api/v1/admin/roles/{id}/permissions # of admins                    | 401                | 403                | 403                | 403                | 200                | 403 scope_missing  | 403                | 401

-- What only a system user may do
POST /api/v1/admin/users # a system user                                | 401                | 403                | 403                | 403                | 201                | 403 scope_missing  | 403                | 401
PATCH /api/v1/admin/users/{id} # a system user                          | 401                | 403                | 403                | 403                | 200                | 403 scope_missing  | 403                | 401
PATCH /api/v1/admin/users/{id} # to a system user                       | 401                | 403                | 403                | 403                | 200                | 403 scope_missing  | 403                | 401
DELETE /api/v1/admin/users/{id} # a system user                         | 401                | 403                | 403                | 403                | 204                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/activate # a system user                  | 401                | 403                | 403                | 403                | 200                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/suspend # a system user                   | 401                | 403                | 403                | 403                | 200                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/reset-password # a system user            | 401                | 403                | 403                | 403                | 200                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/send-invite # a system user               | 401                | 403                | 403                | 403                | 200                | 403 scope_missing  | 403                | 401
POST /api/v1/admin/users/{id}/sync # a system user                      | 401                | 403                | 403                | 403                | 202                | 403 scope_missing  | 403                | 401

-- What nobody may do
PUT /api/v1/admin/roles/{id}/permissions # of system users              | 401                | 403                | 403                | 403                | 403                | 403 scope_missing  | 403                | 401
`;

/** Every operation of the API, and what it answers to whom. */
export const accessLines: AccessLine[] = [ACCOUNTS, SHOP, HOOKS, ADMIN].flatMap(readTable);
