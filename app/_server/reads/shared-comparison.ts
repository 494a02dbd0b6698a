import type { Db } from "@/db/client";
import { type Compared, type ComparisonInput, readCompared } from "@/db/comparison/read-compared";
import { currentLocale } from "@/lib/messages/locale";

/** How long after it began a read may answer others: every answer says as of when it is. */
const SHARED_MS = 3_000;
const SHARED_MAX = 4;

type Shared = { atMs: number; read: Promise<Compared> };

/**
 * Reads what models are compared by, once for all who ask for the same window, filters and mix within three seconds: a page asks for
 * the comparison and the recommendation at once, which rest on the same read.
 *
 * Of those who joined a read that fails, as when the one it was begun for leaves, the first reads anew and the others join that.
 */
export function shareComparison(read: typeof readCompared = readCompared): typeof readCompared {
  const shared = new Map<string, Shared>();
  const ask = async (db: Db, input: ComparisonInput): Promise<Compared> => {
    const nowMs = input.now.getTime();
    for (const [key, { atMs }] of shared) if (Math.abs(nowMs - atMs) > SHARED_MS) shared.delete(key);
    const key = keyOf(input);
    const known = shared.get(key);
    if (known) return known.read.catch(() => ask(db, input));
    const own = { atMs: nowMs, read: read(db, input) };
    const [oldest] = shared.keys();
    if (oldest !== undefined && shared.size >= SHARED_MAX) shared.delete(oldest);
    shared.set(key, own);
    own.read.catch(() => {
      if (shared.get(key) === own) shared.delete(key);
    });
    return own.read;
  };
  return ask;
}

function keyOf({ window, filters, mix, retention }: ComparisonInput): string {
  const { rawRetainedFrom, minuteRetainedFrom, quarterRetainedFrom } = retention;
  const from = [rawRetainedFrom, minuteRetainedFrom, quarterRetainedFrom];
  return JSON.stringify([currentLocale(), window.from.getTime(), window.to.getTime(), filters, mix, from]);
}
