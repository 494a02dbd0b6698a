import { AsyncLocalStorage } from "node:async_hooks";
import { setMaxListeners } from "node:events";
import { processWide } from "@/lib/process-wide";

/** For whom work is done: aborts when they leave, and says who they are once that is known. */
export type CallerContext = { signal: AbortSignal; caller: Identified | null };

/** `name` is how a user or key is named on record. */
type Identified = { id: string; name: string };

const storage = processWide<AsyncLocalStorage<CallerContext>>("caller-context").getOrMake(
  () => new AsyncLocalStorage(),
);

/** Does work for somebody: what it reads through createReaders is read in their turn, and cancelled when they leave. */
export function forCaller<T>(context: CallerContext, work: () => T): T {
  // Every statement under way listens: no leak.
  setMaxListeners(0, context.signal);
  return storage.run(context, work);
}

/** Whom the code that asks runs for; null outside of any request. */
export function callerContext(): CallerContext | null {
  return storage.getStore() ?? null;
}

/** Says who it is that the code runs for. */
export function nameCaller(caller: Identified): void {
  const context = callerContext();
  if (context) context.caller = caller;
}
