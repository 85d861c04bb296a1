import { startSandbox } from './server.js';

const DEFAULT_PORT = 8090;

const { SANDBOX_HOST, SANDBOX_PORT, SANDBOX_PUBLIC_URL, SANDBOX_SCENARIO, SANDBOX_VK_RPS } = process.env;
const { SANDBOX_WEBHOOK_URL, SANDBOX_WEBHOOK_SECRET } = process.env;
const vkRequestsPerSecond = numberOf('SANDBOX_VK_RPS', SANDBOX_VK_RPS);
const sandbox = await startSandbox({
  port: numberOf('SANDBOX_PORT', SANDBOX_PORT) ?? DEFAULT_PORT,
  ...(SANDBOX_HOST ? { host: SANDBOX_HOST } : {}),
  ...(SANDBOX_PUBLIC_URL ? { publicUrl: SANDBOX_PUBLIC_URL.replace(/\/+$/, '') } : {}),
  ...(SANDBOX_SCENARIO ? { scenario: SANDBOX_SCENARIO } : {}),
  ...(vkRequestsPerSecond === undefined ? {} : { vkRequestsPerSecond }),
  webhooks: {
    ...(SANDBOX_WEBHOOK_URL ? { baseUrl: SANDBOX_WEBHOOK_URL } : {}),
    ...(SANDBOX_WEBHOOK_SECRET ? { appAuth: { kind: 'bearer', token: SANDBOX_WEBHOOK_SECRET } } : {}),
  },
});
process.stdout.write(`Sandbox is ready on ${sandbox.url}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void sandbox.close());

function numberOf(name: string, text: string | undefined): number | undefined {
  if (!text) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number`);
  return value;
}
