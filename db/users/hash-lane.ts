import { AsyncLocalStorage } from "node:async_hooks";
import { AppError } from "@/lib/contract/error";
import { t } from "@/lib/messages/translate";
import { processWide } from "@/lib/process-wide";

const MAX_WAITING = 16;
const RETRY_AFTER_SECONDS = 10;

/** Strangers wait behind strangers; who is known to us, or signed in, never waits for them. */
export type HashLane = "stranger" | "known";
type Lane = { isBusy: boolean; waiting: (() => void)[] };
type Lanes = { lanes: Record<HashLane, Lane>; inside: AsyncLocalStorage<true> };

// The bundles of Next share memory and processor.
const { lanes, inside } = processWide<Lanes>("hash-lanes").getOrMake(() => {
  const lane = (): Lane => ({ isBusy: false, waiting: [] });
  return { lanes: { stranger: lane(), known: lane() }, inside: new AsyncLocalStorage<true>() };
});

/**
 * Runs work that hashes a password, one at a time in each lane: a hash takes 128 MiB and a thread for half a second.
 *
 * RATE_LIMITED where too many wait already. Within such work it runs at once.
 */
export async function inHashLane<T>(name: HashLane, work: () => Promise<T>): Promise<T> {
  if (inside.getStore()) return work();
  const lane = lanes[name];
  if (lane.isBusy) {
    if (lane.waiting.length >= MAX_WAITING) {
      const options = { retryAfterSeconds: RETRY_AFTER_SECONDS };
      throw new AppError("RATE_LIMITED", t("Too many sign in at this moment; try again shortly"), options);
    }
    await new Promise<void>((resolve) => lane.waiting.push(resolve));
  }
  lane.isBusy = true;
  try {
    return await inside.run(true, work);
  } finally {
    const next = lane.waiting.shift();
    if (next) next();
    else lane.isBusy = false;
  }
}
