import type { Filters } from "@/lib/contract/common";
import { REPORT_DIMENSIONS, type ReportDimension } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { epochMinute } from "@/lib/domain/time/time-window";
import { DAY_MINUTES } from "@/lib/domain/time/units";
import type { Db } from "../client";
import { countedFrom } from "./counted-from";
import { REPLAY_DAYS, type ReplayContext } from "./replay-context";
import { replaySource } from "./replay-source";

type SpansInput = Pick<ReplayContext, "now" | "retention"> & {
  filters: Filters;
  groupBy: readonly ReportDimension[];
  /** The longest of the windows that are judged. */
  longest: number;
};

/** What a replay is of: it is judged from `from` on, over the spans, which begin as much earlier as the longest window asks. */
export type ReplaySpans = { from: number; spans: MinuteSpan[] };

/**
 * The spans that a replay of traffic reads, as fine as sums of what it asks for are retained: minutes, before them quarter hours, or
 * hours. Where all attempts together are few enough, those before are counted one by one, and there are minutes too; where no sums
 * are of what it asks for, it begins with those.
 */
export async function replaySpans(
  db: Db,
  { filters, groupBy, longest, now, retention }: SpansInput,
): Promise<ReplaySpans> {
  const to = epochMinute(now) + 1;
  const from = to - REPLAY_DAYS * DAY_MINUTES;
  const asked = from - longest;
  const dimensions = REPORT_DIMENSIONS.filter((name) => groupBy.includes(name) || filters[name].length > 0);
  const { sums, minutesFrom } = replaySource(dimensions, { first: asked, retention });
  const first = Math.max(asked, sums?.from ?? Number.NEGATIVE_INFINITY);
  const summed = Math.min(Math.max(first, minutesFrom), to);
  const raw = Math.max(first, retention.rawRetainedFrom);
  const byMinute = raw < summed ? await countedFrom(db, { from: raw, to: summed, retention }) : summed;
  return { from, spans: spansOf({ first: sums ? first : byMinute, byMinute, to, step: sums?.step ?? 1 }) };
}

/** Steps, and minutes from the first of them on that begins after `byMinute`. */
function spansOf({ first, byMinute, to, step }: { first: number; byMinute: number; to: number; step: number }) {
  const spans: MinuteSpan[] = [];
  const stepAfter = (minute: number) => Math.ceil(minute / step) * step;
  const finer = Math.min(byMinute <= first ? first : stepAfter(byMinute), to);
  const add = (start: number, end: number, length: number) => {
    for (let at = start; at < end; at += length) spans.push({ from: at, to: Math.min(at + length, end) });
  };
  // A window that ends after the first moment, and is of whole steps, begins no earlier than the next of them.
  if (first < finer) add(stepAfter(first), finer, step);
  add(finer, to, 1);
  return spans;
}
