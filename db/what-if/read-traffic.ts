import type { Filters } from "@/lib/contract/common";
import { AppError } from "@/lib/contract/error";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Change } from "@/lib/domain/what-if/changes";
import type { Traffic } from "@/lib/domain/what-if/lots";
import type { Cut } from "@/lib/domain/what-if/plan-cut";
import { t } from "@/lib/messages/translate";
import { dimensionName } from "../aggregates/dimension-name";
import type { Retention } from "../aggregates/group-types";
import { planGroups } from "../aggregates/plan-groups";
import { readGroups } from "../aggregates/read-groups";
import type { Db } from "../client";
import { chooseSample } from "./choose-sample";
import { type AttemptGroup, readAttempts } from "./read-attempts";
import type { Totals } from "./read-totals";
import { TRAFFIC_SUMS, trafficOfAttempts, trafficOfSums } from "./traffic-of";

/** Of more attempts than this, names that no sum has together are not counted one by one. */
const RAW_ATTEMPTS_MAX = 3_000_000;
/** So many changes of a price are told apart: a year of two a day and of daily rates is within it. */
const BUCKETS_MAX = 4_000;

/** So many parts of traffic are told apart after all shares were split off: a second or two of work. */
const LOTS_MAX = 400_000;

export type ReadTraffic = {
  traffic: Traffic[];
  method: "attempts" | "sums";
  /** What was looked at one by one: all of it, or the last part. */
  looked: { span: MinuteSpan; groups: AttemptGroup[]; attempts: number };
};

/**
 * Traffic as the cut of a question needs it: counted one by one where there is little of it, else from sums, of which the share
 * that is charged for and the sizes are those of the last attempts of the window.
 */
export async function readTraffic(
  db: Db,
  { cut, totals, filters, retention }: { cut: Cut; totals: Totals; filters: Filters; retention: Retention },
): Promise<ReadTraffic> {
  const { span, days } = totals;
  if (cut.buckets.length > BUCKETS_MAX) throw tooLong(cut.buckets.length);
  const retainedFrom = cut.needsTokens ? retention.rawRetainedFrom : Number.POSITIVE_INFINITY;
  const sample = chooseSample(days, { retainedFrom });
  const read = { filters, groupBy: cut.by, sizes: cut.sizes, limits: cut.limits };
  const groups = await readAttempts(db, { ...read, span: sample, buckets: cut.buckets });
  const looked = { span: sample, groups, attempts: groups.reduce((sum, { attempts }) => sum + attempts, 0) };
  if (sample.from <= span.from && cut.needsTokens)
    return { traffic: trafficOfAttempts(groups, cut), method: "attempts", looked };

  const question = { buckets: cut.buckets, filters, groupBy: cut.by, retention };
  if (planGroups(question).isRaw && totals.attempts > RAW_ATTEMPTS_MAX) throw tooMany(cut);
  const summed = await readGroups(db, { ...question, sums: TRAFFIC_SUMS, metrics: [] });
  return { traffic: trafficOfSums(summed.groups, groups, cut), method: "sums", looked };
}

function tooLong(count: number): AppError {
  const message = t("Prices change {count} times in this window: choose a shorter one", {
    count: count.toLocaleString("en-US"),
  });
  return new AppError("UNPROCESSABLE", message, { fields: { window: [message] } });
}

function tooMany({ by }: Cut): AppError {
  const message = t(
    "There are no sums by {dimensions} together, and too many attempts to count: choose a shorter window or fewer names",
    { dimensions: by.map(dimensionName).join(", ") },
  );
  return new AppError("UNPROCESSABLE", message, { fields: { by: [message] } });
}

/** Refuses shares of shares of so much traffic that an answer would take minutes. */
export function checkLots(traffic: readonly Traffic[], changes: readonly Change[]): void {
  const splits = changes.filter((change) => change.kind === "model" && change.share > 0 && change.share < 1).length;
  if (traffic.length * 2 ** splits <= LOTS_MAX) return;
  const message = t(
    "These shares split the traffic into too many parts: choose a shorter window, fewer rows or fewer shares",
  );
  throw new AppError("UNPROCESSABLE", message, { fields: { changes: [message] } });
}
