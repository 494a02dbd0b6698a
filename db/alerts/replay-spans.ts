import type { Filters } from "@/lib/contract/common";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MINUTES, QUARTER_MINUTES } from "@/lib/domain/time/units";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { REPLAY_DAYS, type ReplayContext } from "./replay-context";

/** Up to so many single attempts are counted by minute for the time whose sums by minute are gone. */
const ATTEMPTS_BY_MINUTE_MAX = 50_000;

type SpansInput = Pick<ReplayContext, "now" | "retention"> & {
  filters: Filters;
  /** The longest of the windows that are judged. */
  longest: number;
};

/** What a replay is of: it is judged from `from` on, over the spans, which begin as much earlier as the longest window asks. */
export type ReplaySpans = { from: number; spans: MinuteSpan[] };

/**
 * The spans that a replay of traffic reads, as fine as they are retained: minutes, before them quarter hours; of little traffic
 * minutes all the time, counted from single attempts.
 */
export async function replaySpans(db: Db, { filters, longest, now, retention }: SpansInput): Promise<ReplaySpans> {
  const to = epochMinute(now) + 1;
  const from = to - REPLAY_DAYS * DAY_MINUTES;
  const first = Math.max(from - longest, retention.quarterRetainedFrom ?? Number.NEGATIVE_INFINITY);
  const byMinute = Math.min(Math.max(first, retention.minuteRetainedFrom), to);
  const counted = { from: Math.max(first, retention.rawRetainedFrom), to: byMinute };
  const isFew = counted.from < counted.to && (await isLittle(db, { filters, counted, retention }));
  return { from, spans: spansOf({ first, byMinute: isFew ? counted.from : byMinute, to }) };
}

type LittleInput = { filters: Filters; counted: MinuteSpan; retention: ReplayContext["retention"] };

async function isLittle(db: Db, { filters, counted, retention }: LittleInput): Promise<boolean> {
  const [from, to] = [quarterBefore(counted.from), quarterBefore(counted.to)];
  if (from === to) return true;
  const { groups } = await readGroups(db, {
    ...{ buckets: [{ from, to }], filters, groupBy: [], sums: ["attempts"], metrics: [], retention },
  });
  return groups.reduce((sum, { sums }) => sum + sums.attempts, 0) <= ATTEMPTS_BY_MINUTE_MAX;
}

/** Quarter hours, and minutes from the first of them on that begins after `byMinute`. */
function spansOf({ first, byMinute, to }: { first: number; byMinute: number; to: number }): MinuteSpan[] {
  const spans: MinuteSpan[] = [];
  const finer = byMinute <= first ? first : Math.ceil(byMinute / QUARTER_MINUTES) * QUARTER_MINUTES;
  const add = (start: number, end: number, step: number) => {
    for (let at = start; at < end; at += step) spans.push({ from: at, to: Math.min(at + step, end) });
  };
  if (first < finer) add(quarterBefore(first), Math.min(finer, to), QUARTER_MINUTES);
  add(Math.min(finer, to), to, 1);
  return spans;
}

function quarterBefore(minute: number): number {
  return Math.floor(minute / QUARTER_MINUTES) * QUARTER_MINUTES;
}
