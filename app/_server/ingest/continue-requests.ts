import { z } from "zod";
import type { Db, Sql } from "@/db/client";
import { unmarkFinal } from "@/db/ingest/unmark-final";
import { getPartialObservations, mergePartialObservations } from "@/db/partial-observations/merge-partial-observations";
import { getQuartersBefore } from "@/db/rollups/get-quarters-before";
import { MAX_ATTEMPT } from "@/lib/contract/log-record";
import { groupBy } from "@/lib/domain/group-by";
import { parseInstantUs } from "@/lib/domain/time/instant";
import { MINUTE_US, US_PER_MS } from "@/lib/domain/time/units";
import type { Entry } from "@/lib/ingest/formats/entry";
import { FORMATS } from "@/lib/ingest/formats/formats";
import { ATTEMPTS_OVERLAP_US } from "@/lib/ingest/formats/rank-attempts";

/** A next attempt begins at most so long after the one before it ended. */
const NEXT_WITHIN_US = 10 * MINUTE_US;

/** The last attempt of a request as far as it is known, which failed: another may follow in a later post. */
const openSchema = z.object({
  attempt_id: z.string(),
  started_us: z.number(),
  ended_us: z.number(),
  attempt: z.number(),
});
type Open = z.infer<typeof openSchema>;

type Attempted = {
  index: number;
  id: string;
  requestId: string;
  isOk: boolean;
  attempt: number;
  startedUs: number;
  endedUs: number;
};
/** What of a post belongs to one request, in the order of the starts. */
type Request = { id: string; attempts: Attempted[]; open: Open | null; isContinued: boolean };

export type Continued = {
  entries: Entry[];
  /** Corrects what is stored and remembers what may yet be followed, given the places of entries that were rejected. */
  afterStored: (rejected: ReadonlySet<number>) => Promise<void>;
};

/**
 * Continues requests whose attempts come in several posts of one sender, one after the other: a failed attempt of an earlier
 * post is not the last of its request where another follows here.
 */
export async function continueRequests(
  { db, sql }: { db: Db; sql: Sql },
  input: { format: string; keyId: string | null; entries: readonly Entry[] },
): Promise<Continued> {
  const entries = [...input.entries];
  const attempted = FORMATS.get(input.format)?.isRanked ? attemptsByRequest(entries) : new Map<string, Attempted[]>();
  if (attempted.size === 0) return { entries, afterStored: async () => undefined };
  const source = `request:${input.format}:${input.keyId ?? ""}`;
  const known = await getPartialObservations(db, { source, ids: [...attempted.keys()] });
  const requests = [...attempted].map(([id, attempts]): Request => {
    const open = openSchema.safeParse(known.get(id)).data ?? null;
    const [first] = attempts;
    return { id, attempts, open, isContinued: open !== null && first !== undefined && follows(first, open) };
  });
  for (const request of requests) renumber(request, entries);
  return {
    entries,
    afterStored: async (rejected) => {
      const isStored = ({ index }: Attempted) => !rejected.has(index);
      const followed = requests.flatMap(({ attempts, open, isContinued }) =>
        open && isContinued && attempts.some(isStored) ? [{ id: open.attempt_id, startedAtUs: open.started_us }] : [],
      );
      if (followed.length > 0) {
        await unmarkFinal(sql, { attempts: followed, quartersBeforeUs: await getQuartersBefore(sql) });
      }
      const observed = requests.flatMap((request) => openAfter(request, request.attempts.filter(isStored)) ?? []);
      await mergePartialObservations(db, { source, observed });
    },
  };
}

function attemptsByRequest(entries: readonly Entry[]): Map<string, Attempted[]> {
  const attempted = entries.flatMap((entry, index): Attempted[] => {
    if (!("record" in entry)) return [];
    const { id, request_id, started_at, duration_ms, outcome, attempt, revision } = entry.record;
    const startedUs = parseInstantUs(started_at);
    // A revision is no attempt of its own.
    if (startedUs === null || request_id == null || revision) return [];
    const endedUs = startedUs + Math.round((duration_ms ?? 0) * US_PER_MS);
    const isOk = outcome === "ok";
    return [{ index, id, requestId: request_id, isOk, attempt: attempt ?? 1, startedUs, endedUs }];
  });
  const requests = groupBy(attempted, ({ requestId }) => requestId);
  for (const attempts of requests.values()) attempts.sort((a, b) => a.startedUs - b.startedUs || a.index - b.index);
  return requests;
}

/** A post that is sent again follows nothing: its first attempt is what is open. */
function follows(first: Attempted, { attempt_id, ended_us }: Open): boolean {
  const pauseUs = first.startedUs - ended_us;
  return first.id !== attempt_id && pauseUs >= -ATTEMPTS_OVERLAP_US && pauseUs <= NEXT_WITHIN_US;
}

/** Counts on from what is open, up to a success: what comes after one is a request of its own. */
function renumber({ attempts, open, isContinued }: Request, entries: Entry[]): void {
  const [first] = attempts;
  if (!open || !first) return;
  const isAgain = first.id === open.attempt_id;
  const from = isContinued ? open.attempt + 1 : isAgain ? open.attempt : first.attempt;
  // A sender may count by itself.
  const shift = Math.max(0, from - first.attempt);
  if (shift === 0) return;
  for (const one of attempts) {
    const entry = entries[one.index];
    one.attempt = Math.min(one.attempt + shift, MAX_ATTEMPT);
    if (entry && "record" in entry) {
      entries[one.index] = { ...entry, record: { ...entry.record, attempt: one.attempt } };
    }
    if (one.isOk) return;
  }
}

/** What is open once a post is stored: its last attempt if that failed; nothing, said only where something was. */
function openAfter({ id, open }: Request, stored: readonly Attempted[]) {
  const last = stored.at(-1);
  if (!last) return null;
  if (last.isOk) return open ? { id, attempt_id: null } : null;
  return { id, attempt_id: last.id, started_us: last.startedUs, ended_us: last.endedUs, attempt: last.attempt };
}
