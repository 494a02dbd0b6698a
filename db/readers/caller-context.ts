import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";
import { processWide } from "@/lib/process-wide";

/** The request that work is done for: `signal` aborts when its client disconnects; `caller` is set once it is authenticated. */
export type CallerContext = { signal: AbortSignal; caller: Identified | null };

/** `id` is of the user or key; `name` is how they are named on record; `scopes` is what they may do. */
type Identified = { id: string; name: string; scopes: readonly string[] };

const storage = processWide<AsyncLocalStorage<CallerContext>>("caller-context").getOrMake(
  () => new AsyncLocalStorage(),
);

/** Runs work for a request: its reads through createReaders take turns with those of others, and end when its client leaves. */
export function forCaller<T>(context: CallerContext, work: () => T): T {
  // Every statement under way listens: no leak.
  setMaxListeners(0, context.signal);
  return storage.run(context, work);
}

/** The request that the calling code runs for; null outside of any. */
export function callerContext(): CallerContext | null {
  return storage.getStore() ?? null;
}

/** Sets who made the request that the calling code runs for. */
export function nameCaller(caller: Identified): void {
  const context = callerContext();
  if (context) context.caller = caller;
}
