import { AppError } from "@/lib/contract/error";
import { type Bucket, drawToken, fullBucket } from "@/lib/domain/access/token-bucket";

/** A router reports every few seconds; what comes faster is a loop gone wrong. */
const A_ROUTER = { perSecond: 2, burst: 10 };
/** A key may serve thousands of routers. */
const A_KEY = { perSecond: 500, burst: 1_000 };
const CACHED_MAX = 20_000;

const buckets = new Map<string, Bucket>();

/** Lets a report in, or throws RATE_LIMITED with the time to come back. Each replica counts for itself. */
export function rateLimitHeartbeats(input: { keyId: string; router: string; nowMs: number }): void {
  const { keyId, router, nowMs } = input;
  const waitMs =
    drawToken(tokenBucketOf(JSON.stringify([keyId]), A_KEY, nowMs), A_KEY, nowMs) ||
    drawToken(tokenBucketOf(JSON.stringify([keyId, router]), A_ROUTER, nowMs), A_ROUTER, nowMs);
  if (waitMs === 0) return;
  throw new AppError("RATE_LIMITED", "This router reports too often", { retryAfterSeconds: waitMs / 1_000 });
}

function tokenBucketOf(name: string, rate: typeof A_ROUTER, nowMs: number): Bucket {
  const known = buckets.get(name);
  if (known) return known;
  if (buckets.size >= CACHED_MAX) buckets.clear();
  const bucket = fullBucket(rate, nowMs);
  buckets.set(name, bucket);
  return bucket;
}
