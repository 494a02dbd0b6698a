import { NO_FILTERS } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { DAY_MINUTES, QUARTER_MINUTES } from "@/lib/domain/time/units";
import type { Retention } from "../aggregates/group-types";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";

/**
 * Up to so many single attempts are looked at one by one. All of them count, also those that a scope leaves out: nothing finds
 * those of a model but reading the others too.
 */
const ATTEMPTS_MAX = 200_000;

/** From which minute of a span on single attempts may be counted, up to its end: whole days, from the latest back; its end where none. */
export async function countedFrom(
  db: Db,
  { from, to, retention, most = ATTEMPTS_MAX }: MinuteSpan & { retention: Retention; most?: number },
): Promise<number> {
  const [first, end] = [quarterBefore(from), quarterBefore(to)];
  const days: MinuteSpan[] = [];
  for (let start = first; start < end; start = days.at(-1)?.to ?? end) {
    days.push({ from: start, to: Math.min(end, (Math.floor(start / DAY_MINUTES) + 1) * DAY_MINUTES) });
  }
  const question = { buckets: days, filters: NO_FILTERS, groupBy: [], metrics: [], retention };
  const { groups } = await readGroups(db, { ...question, sums: ["attempts"] });
  const attempts = days.map(() => 0);
  for (const { bucket, sums } of groups) attempts[bucket] = (attempts[bucket] ?? 0) + sums.attempts;
  let counted = 0;
  const last = attempts.findLastIndex((own) => {
    counted += own;
    return counted > most;
  });
  return last === -1 ? from : (days[last + 1]?.from ?? to);
}

function quarterBefore(minute: number): number {
  return Math.floor(minute / QUARTER_MINUTES) * QUARTER_MINUTES;
}
