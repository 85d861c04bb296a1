import { AsyncLocalStorage } from 'node:async_hooks';

/** In whose name, for which run and for which request something is being done. */
export interface WorkContext {
  readonly userId?: number | null;
  readonly runId?: string | null;
  readonly requestId?: string | null;
}

const storage = new AsyncLocalStorage<WorkContext>();

/** Does `work` in this context; everything it awaits and starts is in it too. */
export function inWorkContext<T>(context: WorkContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of what is being done now; empty outside any. */
export function workContext(): WorkContext {
  return storage.getStore() ?? {};
}
