/** Shapes of the REST contract. The only place the SPA takes them from. */

export interface Page<Item> {
  items: Item[];
  total: number;
  page: number;
  pageSize: number;
}

export interface SessionUser {
  id: number;
  email: string;
  name: string;
  phone: string | null;
  roles: string[];
  role: string;
  language: 'ru' | 'en';
}

export interface Session {
  user: SessionUser | null;
  permissions: string[];
}

export interface Credentials {
  email: string;
  password: string;
}

export interface Problem {
  code: string;
  message: string;
}

export interface Connection {
  connected: boolean;
  status: 'notConnected' | 'ok' | 'needsAttention';
  needsAttention: boolean;
  problem: Problem | null;
  tokenLast4: string | null;
  connectedAt: string | null;
  checkedAt: string | null;
}

export interface EvotorConnection extends Connection {
  storeCount: number;
}

export interface VkConnection extends Connection {
  groupId: number | null;
  groupName: string | null;
  groupScreenName: string | null;
  groupPhotoUrl: string | null;
}

export interface Connections {
  evotor: EvotorConnection;
  vk: VkConnection;
}

export interface ConnectionTest {
  ok: boolean;
  problem: Problem | null;
}

export interface SaveEvotorConnection {
  accessToken: string;
}

export interface SaveVkConnection {
  accessToken: string;
  groupId: number;
}

export interface Store {
  id: string;
  name: string;
  address: string | null;
  enabled: boolean;
  subscriptionRequired: boolean;
  readAt: string | null;
  groupCount: number;
  productCount: number;
  chosenCount: number;
  inShopCount: number;
  failedCount: number;
}

export interface Group {
  id: string;
  storeId: string;
  name: string;
  parentId: string | null;
  enabled: boolean;
  productCount: number;
  inShopCount: number;
  failedCount: number;
}

export type SyncState = 'off' | 'pending' | 'synced' | 'skipped' | 'failed';

export interface Product {
  id: string;
  storeId: string;
  name: string;
  code: string | null;
  articleNumber: string | null;
  barcodes: string[];
  groupId: string;
  groupName: string | null;
  type: string;
  price: string | null;
  vkPrice: string | null;
  quantity: string | null;
  measureName: string | null;
  allowToSell: boolean;
  enabled: boolean;
  syncState: SyncState;
  syncReason: string | null;
  syncMessage: string | null;
  vkProductId: number | null;
  vkUrl: string | null;
}

export interface SyncSettings {
  refreshCatalogEnabled: boolean;
  refreshVkCatalogEnabled: boolean;
  mirrorEnabled: boolean;
  priceMultiplier: string;
  stockMode: 'fixed' | 'evotor';
  onRemoved: 'hide' | 'delete' | 'keep';
  adoptExisting: 'title' | 'never';
}

export type RunStatus = 'queued' | 'running' | 'succeeded' | 'partial' | 'failed' | 'cancelled';
export type RunStage = 'catalog' | 'vk-catalog' | 'mirror';

export interface RunCounts {
  created: number;
  updated: number;
  hidden: number;
  deleted: number;
  adopted: number;
  unchanged: number;
  skipped: number;
  failed: number;
  albumsCreated: number;
}

export interface RunError {
  code: string;
  message: string;
  who: 'merchant' | 'evosync' | 'wait';
}

export interface Run {
  id: string;
  trigger: 'schedule' | 'manual' | 'webhook';
  status: RunStatus;
  stage: RunStage | null;
  progress: { done: number; total: number };
  counts: RunCounts;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  error: RunError | null;
}

export type RunOutcome = 'done' | 'skipped' | 'failed';

export interface RunItem {
  productId: string;
  storeId: string;
  name: string;
  action: string;
  outcome: RunOutcome;
  reason: string | null;
  message: string | null;
  vkProductId: number | null;
}

export interface VkAlbum {
  id: number;
  title: string;
  count: number;
  linkedGroup: { storeId: string; groupId: string; name: string } | null;
  photoUrl: string | null;
}

export interface VkItem {
  id: number;
  title: string;
  description: string;
  price: string;
  stockAmount: number | null;
  availability: number;
  sku: string | null;
  albumIds: number[];
  photoUrl: string | null;
  vkUrl: string | null;
  mine: boolean;
  productId: string | null;
  storeId: string | null;
}

export type UserStatus = 'pending' | 'active' | 'suspended';

export interface User {
  id: number;
  email: string;
  name: string;
  phone: string | null;
  status: UserStatus;
  roles: string[];
  role: string;
  createdAt: string;
  lastLoginAt: string | null;
}

export interface CreatedUser extends User {
  inviteSent: boolean;
}

export interface CreateUser {
  email: string;
  name: string;
  role: string;
  phone?: string;
  password?: string;
}
