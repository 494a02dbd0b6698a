import type { Db } from "@/db/client";
import { type AskedName, findQuietNames } from "@/db/dimensions/find-quiet-names";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { log } from "@/lib/log";
import { answerContext } from "./read-context";

const KEEP_MS = MINUTE_MS;
const CACHED_MAX = 20;

type QuietNames = (names: readonly AskedName[]) => Promise<readonly AskedName[]>;

/** Which of these names have no traffic in 30 days, as of a minute ago at most: lists are asked for every few seconds. */
export const quietNames: QuietNames = rememberQuiet(answerContext, findQuietNames);

/** Finds names without traffic once a minute, whoever asks. */
export function rememberQuiet(
  context: () => Promise<Pick<Awaited<ReturnType<typeof answerContext>>, "db" | "now" | "retention">>,
  find: typeof findQuietNames,
): QuietNames {
  const cached = new Map<string, { db: Db; at: number; quiet: Promise<AskedName[]> }>();
  return async (names) => {
    if (names.length === 0) return [];
    const { db, now, retention } = await context();
    const key = JSON.stringify(names.map(({ kind, value }) => [kind, value]));
    const known = cached.get(key);
    if (known?.db === db && now.getTime() - known.at < KEEP_MS) return known.quiet;
    const quiet = find(db, { names, now, retention });
    cached.delete(key);
    cached.set(key, { db, at: now.getTime(), quiet });
    for (const oldest of [...cached.keys()].slice(0, -CACHED_MAX)) cached.delete(oldest);
    // What failed is remembered as long as an answer, so that lists do not ask a slow database for it every few seconds.
    quiet.catch((error: unknown) => log.warn({ err: error }, "Names without traffic could not be found"));
    return quiet;
  };
}
