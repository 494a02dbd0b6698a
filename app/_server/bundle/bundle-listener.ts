import { BUNDLE_CHANNEL } from "@/db/policies/append-bundle";
import { log } from "@/lib/log";
import { getSql } from "../runtime";

let isListening = false;

/**
 * Calls back on each publish by any replica, and when the connection it receives them by is there again; once per process.
 *
 * A notice may be lost with a connection whose end nobody noticed: whoever must know looks for themselves now and then.
 */
export function listenToBundles(callback: () => void): void {
  if (isListening) return;
  isListening = true;
  getSql()
    .listen(BUNDLE_CHANNEL, callback, callback)
    // The driver tries again by itself.
    .catch((error: unknown) => log.warn({ err: error }, "Publishes cannot be listened to yet"));
}
