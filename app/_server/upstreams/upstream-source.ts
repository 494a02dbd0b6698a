import type { Db, Sql } from "@/db/client";
import { listUpstreams } from "@/db/upstreams/list-upstreams";
import { UPSTREAM_CHANNEL } from "@/db/upstreams/notify-upstreams";
import { toTerms, type UpstreamRow } from "@/db/upstreams/upstream-row";
import { SECOND_MS } from "@/lib/domain/time/units";
import type { Upstream, UpstreamSource } from "@/lib/domain/upstreams/upstream";
import { log } from "@/lib/log";
import { processWide } from "@/lib/process-wide";
import type { Service } from "../runtime";
import { type KeyEnv, readKey } from "./upstream-key";

/** A notice may be lost with a connection whose end nobody noticed. */
const LOOK_EVERY_MS = 5 * SECOND_MS;

type Known = { upstreams: readonly Upstream[]; keys: ReadonlyMap<Upstream, string> };
type Source = UpstreamSource & { stop: () => Promise<void> };

const shared = processWide<Source>("upstreams");

/** The upstreams of this process, none before they were first read; while the database is away, those that were last read. */
export function getUpstreamSource(): UpstreamSource {
  return shared.get() ?? { list: () => [], keyOf: () => null };
}

/** Keeps the upstreams at hand for whoever routes. */
export const upstreamService: Service = {
  name: "upstreams",
  start: async ({ db, sql, env }) => shared.set(await startUpstreamSource(db, sql, env)),
  stop: async () => {
    await shared.get()?.stop();
    shared.set(undefined);
  },
};

/**
 * Reads the upstreams, and again on each change by any replica, when the connection that notices come by is there again, and now and then.
 * Keys are decrypted once for each reading. Rejects where they cannot be read at first.
 */
export async function startUpstreamSource(db: Db, sql: Sql, env: KeyEnv): Promise<Source> {
  let known = knownOf(await listUpstreams(db), env);
  let isReading = false;
  let isAsked = false;
  let reading: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    // One at a time, and once more for a notice that came while it ran.
    do {
      isAsked = false;
      try {
        known = knownOf(await listUpstreams(db), env);
      } catch (error) {
        log.warn({ err: error }, "The upstreams cannot be read anew");
      }
    } while (isAsked);
  }
  function look(): void {
    isAsked = true;
    if (isReading) return;
    isReading = true;
    reading = read().finally(() => {
      isReading = false;
    });
  }

  const listener = sql.listen(UPSTREAM_CHANNEL, look, look);
  // The driver tries again by itself.
  listener.catch((error: unknown) => log.warn({ err: error }, "Changes of upstreams cannot be listened to yet"));
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return {
    list: () => known.upstreams,
    keyOf: (upstream) => known.keys.get(upstream) ?? keyOfOlder(known, upstream),
    stop: async () => {
      clearInterval(timer);
      await listener.then(({ unlisten }) => unlisten()).catch(() => undefined);
      await reading;
    },
  };
}

/** Of an upstream that was listed before the latest reading; null where it was deleted or leads elsewhere since. */
function keyOfOlder({ upstreams, keys }: Known, { id, baseUrl }: Upstream): string | null {
  const same = upstreams.find((one) => one.id === id && new URL(one.baseUrl).origin === new URL(baseUrl).origin);
  return (same && keys.get(same)) ?? null;
}

function knownOf(rows: readonly UpstreamRow[], env: KeyEnv): Known {
  const keys = new Map<Upstream, string>();
  const upstreams = rows.map((row) => {
    const upstream = toUpstream(row);
    const { key } = readKey(row, env);
    if (key !== null) keys.set(upstream, key);
    return upstream;
  });
  return { upstreams, keys };
}

/** An upstream as the router knows it. */
export function toUpstream(row: UpstreamRow): Upstream {
  const { id, name, shape, baseUrl, provider, region, isEnabled } = row;
  const { maxConcurrency, requestsPerMinute, tokensPerMinute } = row;
  const { models } = toTerms(row);
  return {
    ...{ id, name, shape, baseUrl, provider, region, models, isEnabled },
    ...{ maxConcurrency, requestsPerMinute, tokensPerMinute },
  };
}
