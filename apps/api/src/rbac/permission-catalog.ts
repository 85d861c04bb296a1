import type { BothLanguages } from '../common/words.js';
import { permissionCodes, type PermissionCode } from './permissions.js';

/** What a permission opens: things of one's own shop, or of the whole service. */
type Reach = 'own' | 'service';

interface PermissionGroup {
  code: string;
  reach: Reach;
  name: BothLanguages;
}

const GROUPS = {
  connections: { reach: 'own', name: { ru: 'Подключения', en: 'Connections' } },
  catalog: { reach: 'own', name: { ru: 'Каталог', en: 'Catalogue' } },
  sync: { reach: 'own', name: { ru: 'Синхронизация', en: 'Sync' } },
  'vk-catalog': { reach: 'own', name: { ru: 'Магазин ВКонтакте', en: 'VK shop' } },
  profile: { reach: 'own', name: { ru: 'Профиль', en: 'Profile' } },
  hooks: { reach: 'own', name: { ru: 'Уведомления программам', en: 'Hooks' } },
  users: { reach: 'service', name: { ru: 'Пользователи', en: 'Users' } },
  roles: { reach: 'service', name: { ru: 'Роли', en: 'Roles' } },
  logs: { reach: 'service', name: { ru: 'Журналы', en: 'Logs' } },
  overview: { reach: 'service', name: { ru: 'Обзор', en: 'Overview' } },
  queues: { reach: 'service', name: { ru: 'Очереди', en: 'Queues' } },
  system: { reach: 'service', name: { ru: 'Система', en: 'System' } },
} satisfies Record<string, Omit<PermissionGroup, 'code'>>;

const DESCRIPTIONS: Record<PermissionCode, BothLanguages> = {
  'connections.read': { ru: 'Видеть свои подключения', en: 'See one’s own connections' },
  'connections.write': { ru: 'Подключать и отключать Эвотор и ВКонтакте', en: 'Connect and disconnect Evotor and VK' },
  'catalog.read': { ru: 'Видеть свои магазины, группы и товары', en: 'See one’s own stores, groups and products' },
  'catalog.write': { ru: 'Выбирать, что попадёт в магазин ВКонтакте', en: 'Choose what goes into the VK shop' },
  'sync.read': { ru: 'Видеть свои запуски и настройки', en: 'See one’s own runs and settings' },
  'sync.write': { ru: 'Запускать синхронизацию и менять её настройки', en: 'Start runs and change the settings' },
  'vk-catalog.read': { ru: 'Видеть свои товары и подборки ВКонтакте', en: 'See one’s own VK items and albums' },
  'profile.read': { ru: 'Видеть свой профиль', en: 'See one’s own profile' },
  'profile.write': { ru: 'Менять свой профиль и пароль', en: 'Change one’s own profile and password' },
  'hooks.read': { ru: 'Видеть, каким программам сообщают о событиях', en: 'See which programs are told of events' },
  'hooks.write': {
    ru: 'Выбирать, каким программам сообщать о событиях',
    en: 'Choose which programs are told of events',
  },
  'users.read': { ru: 'Видеть всех пользователей', en: 'See all users' },
  'users.write': {
    ru: 'Создавать, менять, приостанавливать и удалять пользователей',
    en: 'Create, change, suspend and delete users',
  },
  'roles.read': { ru: 'Видеть роли и их права', en: 'See roles and their permissions' },
  'roles.write': { ru: 'Создавать и менять роли', en: 'Create and change roles' },
  'logs.read': {
    ru: 'Видеть журнал обращений и журнал действий',
    en: 'See the log of calls and the log of actions',
  },
  'overview.read': { ru: 'Видеть обзор сервиса', en: 'See the overview of the service' },
  'queues.read': { ru: 'Видеть очереди заданий', en: 'See the queues of jobs' },
  'system.manage': { ru: 'Управлять самим сервисом', en: 'Manage the service itself' },
};

/** A permission as people choose it. */
export interface DescribedPermission {
  code: PermissionCode;
  group: PermissionGroup;
  description: BothLanguages;
}

/** Every permission with its group and its plain words, in the order in which they are shown. */
export const permissionCatalog: DescribedPermission[] = permissionCodes.map((code) => {
  const group = groupOf(code);
  return { code, group: { code: group, ...GROUPS[group] }, description: DESCRIPTIONS[code] };
});

const SERVICE_WIDE: ReadonlySet<string> = new Set(
  permissionCatalog.filter(({ group }) => group.reach === 'service').map(({ code }) => code),
);

/** True for a permission that opens more than one's own shop; also for one this version does not know. */
export function isServiceWide(code: string): boolean {
  return SERVICE_WIDE.has(code) || !DESCRIPTIONS[code as PermissionCode];
}

function groupOf(code: PermissionCode): keyof typeof GROUPS {
  return code.slice(0, code.indexOf('.')) as keyof typeof GROUPS;
}
