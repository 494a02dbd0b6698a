import { DAY_MINUTES, MINUTE_MS, QUARTER_MINUTES } from "./units";

/** Widths of buckets in which sums are kept, from coarse to fine. All begin and end in UTC. */
export const BUCKET_LEVELS = ["month", "day", "hour", "quarter", "minute"] as const;
export type BucketLevel = (typeof BUCKET_LEVELS)[number];

const WIDTH: Record<Exclude<BucketLevel, "month">, number> = {
  day: DAY_MINUTES,
  hour: 60,
  quarter: QUARTER_MINUTES,
  minute: 1,
};

/** The epoch minute at which the bucket an epoch minute lies in begins. */
export function bucketStart(level: BucketLevel, minute: number): number {
  return level === "month" ? monthStart(minute, 0) : Math.floor(minute / WIDTH[level]) * WIDTH[level];
}

/** The epoch minute at which the bucket an epoch minute lies in ends. */
export function bucketEnd(level: BucketLevel, minute: number): number {
  return level === "month" ? monthStart(minute, 1) : bucketStart(level, minute) + WIDTH[level];
}

function monthStart(minute: number, monthsLater: number): number {
  const at = new Date(minute * MINUTE_MS);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + monthsLater, 1) / MINUTE_MS;
}
