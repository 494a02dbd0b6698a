import { listKeysWithScope } from "@/db/keys/list-keys-with-scope";
import { isAppError } from "@/lib/contract/error";
import { type Caller, requireScope } from "../caller";
import { getDb, getRuntime } from "../runtime";
import { type BundleHub, createBundleHub } from "./bundle-hub";
import { listenToBundles } from "./bundle-listener";
import { currentBundle } from "./bundle-source";

const HEARTBEAT_MS = 15_000;
/** One small read a second finds what no notice told of: one that was lost, a database that is back. */
const LOOK_EVERY_MS = 1_000;
const STALLED_MS = 60_000;
const SCOPE = "policies:read";

/** Who holds a stream: a key by its id; a person by the request with their session. */
export type StreamCaller = string | Request;

const authenticate = requireScope(SCOPE);
let hub: BundleHub<StreamCaller> | undefined;

/** The streams of this process; they end when it stops. */
export function streamHub(): BundleHub<StreamCaller> {
  if (!hub) {
    const opened = createBundleHub({
      read: currentBundle,
      mayRead: stillMayRead,
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

export function streamCaller(caller: Caller, request: Request): StreamCaller {
  return caller.kind === "key" ? caller.id : request;
}

/** Streams live for days: a credential that ended since must hear no more. All keys are looked up at once. */
async function stillMayRead(callers: ReadonlySet<StreamCaller>): Promise<ReadonlySet<StreamCaller>> {
  const ids = [...callers].filter((caller) => typeof caller === "string");
  const requests = [...callers].filter((caller) => typeof caller !== "string");
  const [keys, people] = await Promise.all([
    listKeysWithScope(getDb(), { ids, scope: SCOPE, now: new Date() }),
    Promise.all(requests.map(async (request) => ((await isLetIn(request)) ? [request] : []))),
  ]);
  return new Set<StreamCaller>([...keys, ...people.flat()]);
}

async function isLetIn(request: Request): Promise<boolean> {
  try {
    await authenticate(request);
    return true;
  } catch (error) {
    if (isAppError(error) && (error.code === "UNAUTHENTICATED" || error.code === "FORBIDDEN")) return false;
    throw error;
  }
}
