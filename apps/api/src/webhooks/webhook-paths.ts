/** A path as Evotor's console lets it be entered: short, as today's reference has it, and long, as the older one. */
function everyWay(...shortPaths: string[]): string[] {
  return shortPaths.flatMap((path) => [path, `api/v1/${path}`, `api/v2/${path}`]);
}

/** Where Evotor calls us, by what the call is about. A slash at the end does not matter. */
export const webhookPaths = {
  userCreate: everyWay('user/create'),
  userVerify: everyWay('user/verify'),
  userToken: everyWay('user/token'),
  subscription: everyWay('subscription/event'),
  installation: everyWay('installation/event'),
  products: everyWay('inventories/stores/:storeId/products'),
  /** The root itself, as today's reference has it. */
  documents: ['/', ...everyWay('inventories/stores/:storeId/documents')],
  receipts: everyWay('receipts'),
  stores: everyWay('inventories/stores'),
  ignored: everyWay('inventories/devices', 'inventories/employees'),
  commodities: everyWay('commodities'),
};

const OF_APP = /^(\/api\/v[12])?\/(user\/(create|verify|token)|(subscription|installation)\/event)$/i;
const OF_USER =
  /^(\/api\/v[12])?\/(receipts|inventories\/(stores|devices|employees)|inventories\/stores\/[^/]+\/(products|documents))$/i;
const COMMODITIES = /^(\/api\/v[12])?\/commodities$/i;

/** Who must show themselves at a door: the application, or a user of Evotor by the token that we gave for them. */
export type Secret = 'app' | 'user';

/** The secret a webhook asks for; null for what is no webhook. `isCallable`: whether the method is one of its own. */
export function doorOf(method: string, path: string): { secret: Secret; isCallable: boolean } | null {
  const plain = path.replace(/\/+$/, '');
  const isWrite = method === 'POST' || method === 'PUT';
  if (plain === '') return isWrite ? { secret: 'user', isCallable: true } : null;
  if (OF_APP.test(plain)) return { secret: 'app', isCallable: isWrite };
  if (OF_USER.test(plain)) return { secret: 'user', isCallable: isWrite };
  if (COMMODITIES.test(plain)) return { secret: 'user', isCallable: method === 'GET' || method === 'POST' };
  return null;
}
