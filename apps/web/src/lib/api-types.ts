import type { Schemas } from '@evosync/api-client';

/** Shapes of the REST contract under the SPA's words for them. All come from the generated client. */

export interface Page<Item> {
  items: Item[];
  total: number;
  page: number;
  pageSize: number;
}

export type SessionUser = Schemas['UserDto'];
export type Session = Schemas['CurrentSessionDto'];
export type Credentials = Schemas['LoginDto'];

export type Connections = Schemas['ConnectionsDto'];
export type EvotorConnection = Schemas['EvotorConnectionDto'];
export type VkConnection = Schemas['VkConnectionDto'];
/** What both connections have in common. */
export type Connection = Omit<EvotorConnection, 'storeCount'>;
export type SaveEvotorConnection = Schemas['SaveEvotorDto'];
export type SaveVkConnection = Schemas['SaveVkDto'];

export type Store = Schemas['StoreDto'];
export type Group = Schemas['GroupDto'];
export type Product = Schemas['ProductDto'];
export type SyncState = Product['syncState'];

export type SyncSettings = Schemas['SyncSettingsDto'];
export type Run = Schemas['RunDto'];
export type RunStatus = Run['status'];
export type RunStage = NonNullable<Run['stage']>;
export type RunError = Schemas['RunErrorDto'];
export type RunItem = Schemas['RunItemDto'];
export type RunOutcome = RunItem['outcome'];

export type VkItem = Schemas['VkProductDto'];

export type User = Schemas['UserDto'];
export type UserStatus = Schemas['UserStatus'];
export type CreateUser = Schemas['CreateUserDto'];
