import { z } from "zod";
import type { Db, Sql } from "@/db/client";
import { unmarkFinal } from "@/db/ingest/unmark-final";
import { getPartialObservations, mergePartialObservations } from "@/db/partial-observations/merge-partial-observations";
import { getQuartersBefore } from "@/db/rollups/get-quarters-before";
import { MAX_ATTEMPT } from "@/lib/contract/log-record";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US, US_PER_MS } from "@/lib/domain/time/units";
import type { Entry } from "@/lib/ingest/formats/entry";

/** Formats whose attempts tell neither their number nor which is the last, so that both follow from what came together. */
const RANKED_FORMATS: ReadonlySet<string> = new Set(["litellm", "otlp"]);
/** A next attempt begins at most so long after the one before it ended, and at least so long before its end. */
const NEXT_WITHIN_US = 10 * MINUTE_US;
const OVERLAP_US = US_PER_MS;

/** The last attempt of a request as far as it is known, which failed: another may follow in a later post. */
const openSchema = z.object({
  attempt_id: z.string(),
  started_us: z.number(),
  ended_us: z.number(),
  attempt: z.number(),
});
type Open = z.infer<typeof openSchema>;

type Attempted = { index: number; id: string; requestId: string; startedUs: number; endedUs: number };
export type Continued = { entries: Entry[]; afterStored: () => Promise<void> };

/**
 * Continues requests whose attempts come in several posts: a failed attempt of an earlier post is not the last of its
 * request where another follows here. `afterStored` says so of what is stored, and remembers what may yet be followed.
 */
export async function continueRequests(
  { db, sql }: { db: Db; sql: Sql },
  input: { format: string; entries: readonly Entry[] },
): Promise<Continued> {
  const entries = [...input.entries];
  const attempted = RANKED_FORMATS.has(input.format) ? attemptsOf(entries) : [];
  if (attempted.length === 0) return { entries, afterStored: async () => undefined };
  const source = `request:${input.format}`;
  const requests = byRequest(attempted);
  const open = await getPartialObservations(db, { source, ids: [...requests.keys()] });
  const followed: Open[] = [];
  for (const [requestId, attempts] of requests) {
    const before = openSchema.safeParse(open.get(requestId)).data;
    const first = attempts.reduce((a, b) => (b.startedUs < a.startedUs ? b : a));
    if (!before || !follows(first, before)) continue;
    followed.push(before);
    for (const { index } of attempts) entries[index] = numberedAfter(entries[index], before.attempt);
  }
  return {
    entries,
    afterStored: async () => {
      const attempts = followed.map(({ attempt_id, started_us }) => ({ id: attempt_id, startedAtUs: started_us }));
      if (attempts.length > 0) await unmarkFinal(sql, { attempts, quartersBeforeUs: await getQuartersBefore(sql) });
      await mergePartialObservations(db, { source, observed: attempted.flatMap((one) => openOf(one, entries) ?? []) });
    },
  };
}

function attemptsOf(entries: readonly Entry[]): Attempted[] {
  return entries.flatMap((entry, index) => {
    if (!("record" in entry)) return [];
    const { id, request_id, started_at, duration_ms } = entry.record;
    const startedUs = parseInstantUs(started_at);
    if (startedUs === null || request_id == null) return [];
    return [{ index, id, requestId: request_id, startedUs, endedUs: startedUs + Math.round(duration_ms * US_PER_MS) }];
  });
}

function byRequest(attempted: readonly Attempted[]): Map<string, Attempted[]> {
  const requests = new Map<string, Attempted[]>();
  for (const one of attempted) {
    const together = requests.get(one.requestId);
    if (together) together.push(one);
    else requests.set(one.requestId, [one]);
  }
  return requests;
}

/** A post sent again follows nothing: it is what is open. */
function follows(first: Attempted, { attempt_id, ended_us }: Open): boolean {
  const pauseUs = first.startedUs - ended_us;
  return first.id !== attempt_id && pauseUs >= -OVERLAP_US && pauseUs <= NEXT_WITHIN_US;
}

function numberedAfter(entry: Entry | undefined, earlier: number): Entry {
  if (!entry || !("record" in entry)) return { unreadable: "The attempt is missing" };
  const attempt = Math.min((entry.record.attempt ?? 1) + earlier, MAX_ATTEMPT);
  return { ...entry, record: { ...entry.record, attempt } };
}

function openOf({ index, id, requestId, startedUs, endedUs }: Attempted, entries: readonly Entry[]) {
  const entry = entries[index];
  if (!entry || !("record" in entry)) return null;
  const { outcome, final, attempt } = entry.record;
  if (final === false || outcome === "ok") return null;
  return { id: requestId, attempt_id: id, started_us: startedUs, ended_us: endedUs, attempt: attempt ?? 1 };
}
