const BEHIND_AFTER_MS = 60_000;
const SILENT_AFTER_INTERVALS = 3;

export type RouterStateInput = {
  nowMs: number;
  /** When it reported last. */
  seenMs: number;
  intervalSeconds: number;
  /** Whether it names a bundle that was never published here, as after a restore of the database. */
  isUnpublished: boolean;
  /** When the first bundle was published that it has not got; null where it has them all. */
  missingSinceMs: number | null;
};

/**
 * `silent` when three of its own intervals passed without a report; else `behind` when it has been without a newer bundle
 * for over a minute, or on one that was never published here; else `current`.
 */
export function routerState(input: RouterStateInput): "current" | "behind" | "silent" {
  const { nowMs, seenMs, intervalSeconds, isUnpublished, missingSinceMs } = input;
  if (nowMs - seenMs > SILENT_AFTER_INTERVALS * intervalSeconds * 1_000) return "silent";
  if (isUnpublished) return "behind";
  return missingSinceMs !== null && nowMs - missingSinceMs > BEHIND_AFTER_MS ? "behind" : "current";
}
