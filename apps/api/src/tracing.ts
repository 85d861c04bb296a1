import { register } from 'node:module';

type Environment = Record<string, string | undefined>;

/** The packages whose calls become spans; each must be loaded after `startTracing`. */
const TRACED_PACKAGES = ['express', 'mysql2', 'ioredis'];

/** Parts of an address that may hold a secret: one-time links carry theirs in path or query. */
const SECRET_IN_ADDRESS = /(\/invite\/)[^/?#]+|\?.*$/g;

/** Whether OpenTelemetry's standard variables ask for traces. */
export function asksForTraces(env: Environment): boolean {
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || env.OTEL_TRACES_EXPORTER === 'none') return false;
  return Boolean(env.OTEL_TRACES_EXPORTER ?? env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT);
}

/**
 * Sends traces where OpenTelemetry's standard variables say; without them nothing is loaded. Must come before the
 * application is loaded. Statements and queries are sent without their values, addresses without their queries.
 */
export async function startTracing(env: Environment): Promise<void> {
  if (!asksForTraces(env)) return;
  env.OTEL_SERVICE_NAME ??= 'evosync';
  env.OTEL_METRICS_EXPORTER ??= 'none';
  env.OTEL_LOGS_EXPORTER ??= 'none';
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url, {
    data: { include: [...TRACED_PACKAGES, 'http', 'https', 'node:http', 'node:https'] },
  });
  const [{ NodeSDK }, http, undici, express, mysql2, ioredis] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/instrumentation-http'),
    import('@opentelemetry/instrumentation-undici'),
    import('@opentelemetry/instrumentation-express'),
    import('@opentelemetry/instrumentation-mysql2'),
    import('@opentelemetry/instrumentation-ioredis'),
  ]);
  const sdk = new NodeSDK({
    instrumentations: [
      new http.HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url }) => /^\/(health|metrics)/.test(url ?? ''),
        redactedQueryParams: [],
        applyCustomAttributesOnSpan: hideSecrets,
      }),
      new undici.UndiciInstrumentation({ requestHook: hideSecrets, requireParentforSpans: true }),
      new express.ExpressInstrumentation({ ignoreLayersType: [express.ExpressLayerType.MIDDLEWARE] }),
      new mysql2.MySQL2Instrumentation({ maskStatement: true }),
      new ioredis.IORedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: (command) => command }),
    ],
  });
  sdk.start();
  stop = () => sdk.shutdown();
}

let stop: (() => Promise<void>) | null = null;

/** Sends what has been traced so far and traces no more. An exporter that is out of reach is no reason to fail. */
export async function stopTracing(): Promise<void> {
  await stop?.().catch(() => undefined);
  stop = null;
}

interface Attributed {
  setAttribute(name: string, value: string): unknown;
  attributes?: Record<string, unknown>;
}

function hideSecrets(span: Attributed): void {
  for (const name of ['http.url', 'http.target', 'url.full', 'url.path', 'url.query']) {
    const value = span.attributes?.[name];
    if (typeof value === 'string') {
      const hidden =
        name === 'url.query'
          ? ''
          : value.replace(SECRET_IN_ADDRESS, (_all, invite?: string) => (invite ? `${invite}[hidden]` : ''));
      span.setAttribute(name, hidden);
    }
  }
}
