import { BUNDLE_CHANNEL } from "@/db/policies/append-bundle";
import { getSql } from "./runtime";

const subscribers = new Set<() => void>();
let listening: Promise<unknown> | undefined;

/**
 * Calls back whenever a bundle may be new: on each publish by any replica, and after the connection was lost for a while.
 *
 * All subscribers share one connection. Returns how to stop.
 */
export async function subscribeToBundles(callback: () => void): Promise<() => void> {
  subscribers.add(callback);
  const tell = () => {
    for (const subscriber of subscribers) subscriber();
  };
  listening ??= getSql().listen(BUNDLE_CHANNEL, tell, tell);
  try {
    await listening;
  } catch (error) {
    listening = undefined;
    subscribers.delete(callback);
    throw error;
  }
  return () => subscribers.delete(callback);
}
