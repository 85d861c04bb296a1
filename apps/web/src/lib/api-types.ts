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

export type EvotorConnection = Schemas['EvotorConnectionDto'];
export type VkConnection = Schemas['VkConnectionDto'];
/** What both connections have in common. */
export type Connection = Omit<EvotorConnection, 'storeCount' | 'app'>;
/** The application in Evotor's market, as far as Evotor told. */
export type EvotorApp = Schemas['EvotorAppDto'];
export type SaveEvotorConnection = Schemas['SaveEvotorDto'];
export type SaveVkConnection = Schemas['SaveVkDto'];

export type Store = Schemas['StoreDto'];
export type Group = Schemas['GroupDto'];
export type Product = Schemas['ProductDto'];
export type SyncState = Product['syncState'];
export type ProductFilter = Schemas['ProductFilterDto'];
/** What a store and a group count alike. */
export type ProductCounts = Pick<
  Group,
  'productCount' | 'chosenCount' | 'inShopCount' | 'pendingCount' | 'syncedCount' | 'skippedCount' | 'failedCount'
>;

export type SyncSettings = Schemas['SyncSettingsDto'];
export type Run = Schemas['RunDto'];
export type RunStatus = Run['status'];
export type RunStage = NonNullable<Run['stage']>;
export type RunError = Schemas['RunErrorDto'];
export type RunItem = Schemas['RunItemDto'];
export type RunOutcome = RunItem['outcome'];
export type RunCause = Schemas['RunCauseDto'];

export type Overview = Schemas['OverviewDto'];
export type OverviewProblem = Schemas['OverviewProblemDto'];
export type StoreGoods = Schemas['StoreGoodsDto'];

export type Preview = Schemas['PreviewDto'];
export type PlannedItem = Schemas['PlannedItemDto'];
export type PlannedAlbum = Schemas['PlannedAlbumDto'];

/** What came of one photo of several. */
export type PhotoFile = Schemas['PhotoFileDto'];

export type VkItem = Schemas['VkProductDto'];

export type UserStatus = Schemas['UserStatus'];
export type CreateUser = Schemas['CreateUserDto'];

export type Registration = Schemas['RegisterDto'];
export type Profile = Schemas['ProfileDto'];
export type SaveProfile = Schemas['SaveProfileDto'];
export type ApiToken = Schemas['ApiTokenDto'];
export type CreateApiToken = Schemas['CreateApiTokenDto'];
/** An address of a program that is told of events. */
export type Hook = Schemas['HookDto'];
export type SaveHook = Schemas['CreateHookDto'];
export type HookEvent = Hook['events'][number];
export type Delivery = Schemas['DeliveryDto'];
export type CloseAccount = Schemas['CloseAccountDto'];
export type UpdateUser = Schemas['UpdateUserDto'];
export type ListedUser = Schemas['AdminUserDto'];
/** A user as their own page in the admin section shows them. */
export type UserDetails = Schemas['AdminUserPageDto'];
export type ConnectionHealth = UserDetails['evotor'];
export type ConnectionState = Schemas['ConnectionState'];
export type LastSync = Schemas['LastSync'];
export type AdminRun = Schemas['AdminRunDto'];
export type AdminOverview = Schemas['AdminOverviewDto'];

export type Role = Schemas['RoleDto'];
export type Permission = Schemas['PermissionDto'];

/** A call to or from Evotor or VK. */
export type LoggedCall = Schemas['LogDto'];
export type AuditEntry = Schemas['AuditEntryDto'];
export type AuditAction = Schemas['AuditAction'];
