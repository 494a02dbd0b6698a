/** Widths of buckets in which sums are kept, from coarse to fine. All begin and end in UTC. */
export const BUCKET_LEVELS = ["month", "day", "hour", "quarter", "minute"] as const;
export type BucketLevel = (typeof BUCKET_LEVELS)[number];

const WIDTH: Record<Exclude<BucketLevel, "month">, number> = { day: 1_440, hour: 60, quarter: 15, minute: 1 };

/** The epoch minute at which the bucket an epoch minute lies in begins. */
export function bucketStart(level: BucketLevel, minute: number): number {
  return level === "month" ? monthStart(minute, 0) : Math.floor(minute / WIDTH[level]) * WIDTH[level];
}

/** The epoch minute at which the bucket an epoch minute lies in ends. */
export function bucketEnd(level: BucketLevel, minute: number): number {
  return level === "month" ? monthStart(minute, 1) : bucketStart(level, minute) + WIDTH[level];
}

function monthStart(minute: number, monthsLater: number): number {
  const at = new Date(minute * 60_000);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + monthsLater, 1) / 60_000;
}
