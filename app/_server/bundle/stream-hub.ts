import { listKeysWithScope } from "@/db/keys/list-keys-with-scope";
import { listSessionsInForce } from "@/db/users/list-active-sessions";
import { AppError } from "@/lib/contract/error";
import { ROLE_SCOPES } from "@/lib/contract/users";
import type { Caller } from "../caller";
import { getDb, getRuntime } from "../runtime";
import { type BundleHub, createBundleHub } from "./bundle-hub";
import { listenToBundles } from "./bundle-listener";
import { currentBundle } from "./bundle-source";

const HEARTBEAT_MS = 15_000;
/** One small read a second finds what no NOTIFY announced: it was lost, or the database was away. */
const LOOK_EVERY_MS = 1_000;
const STALLED_MS = 60_000;
const SCOPE = "policies:read";
/** A browser opens one a tab. A key has no such bound: a fleet of routers may share it. */
const STREAMS_PER_USER = 20;
const RETRY_AFTER_SECONDS = 15;

/** Who holds a stream: a key, or a user by one of their sessions. */
export type StreamCaller = `key ${string}` | `user ${string} ${string}`;

let hub: BundleHub<StreamCaller> | undefined;

/** The streams of this process; they end when it stops. */
export function streamHub(): BundleHub<StreamCaller> {
  if (!hub) {
    const opened = createBundleHub({
      read: currentBundle,
      mayRead: stillMayRead,
      goesFirst: isKey,
      heartbeatMs: HEARTBEAT_MS,
      stalledMs: STALLED_MS,
    });
    const timer = setInterval(() => opened.size() > 0 && void opened.look(), LOOK_EVERY_MS);
    timer.unref();
    getRuntime().stopping.signal.addEventListener("abort", () => {
      clearInterval(timer);
      opened.endAll();
    });
    hub = opened;
  }
  const { look } = hub;
  listenToBundles(() => void look());
  return hub;
}

/** Who would hold one more stream, or RATE_LIMITED where a user holds too many already. */
export function streamCaller(caller: Caller): StreamCaller {
  if (caller.kind === "key") return `key ${caller.id}`;
  const user = `user ${caller.id} ` as const;
  if (streamHub().count((other) => other.startsWith(user)) >= STREAMS_PER_USER) {
    const message = `You have ${STREAMS_PER_USER} streams open; close one, or use a key`;
    throw new AppError("RATE_LIMITED", message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  return `${user}${caller.sessionId}`;
}

/** Streams live for days: a credential that ended since must receive no more. Each kind is looked up in one statement. */
async function stillMayRead(callers: ReadonlySet<StreamCaller>): Promise<ReadonlySet<StreamCaller>> {
  const [now, all] = [new Date(), [...callers]];
  const [keys, sessions] = await Promise.all([
    listKeysWithScope(getDb(), { ids: all.filter(isKey).map(idOf), scope: SCOPE, now }),
    listSessionsInForce(getDb(), { ids: all.filter((caller) => !isKey(caller)).map(idOf), now }),
  ]);
  return new Set(
    all.filter((caller) => {
      if (isKey(caller)) return keys.has(idOf(caller));
      const role = sessions.get(idOf(caller));
      return role !== undefined && ROLE_SCOPES[role].includes(SCOPE);
    }),
  );
}

function isKey(caller: StreamCaller): boolean {
  return caller.startsWith("key ");
}

/** Of the key, or of the session. */
function idOf(caller: StreamCaller): string {
  return caller.slice(caller.lastIndexOf(" ") + 1);
}
