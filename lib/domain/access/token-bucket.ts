/** So many calls a second on average, so many at once. */
export type BucketRate = { perSecond: number; burst: number };

/** What a bucket holds: tokens at an instant in ms. */
export type Bucket = { tokens: number; atMs: number };

/** A bucket nobody has drawn from. */
export function fullBucket({ burst }: BucketRate, nowMs: number): Bucket {
  return { tokens: burst, atMs: nowMs };
}

/** Takes a token and returns 0, or takes none and returns in how many ms there will be one. A clock set back adds nothing. */
export function drawToken(bucket: Bucket, { perSecond, burst }: BucketRate, nowMs: number): number {
  refillBucket(bucket, { perSecond, burst }, nowMs);
  if (bucket.tokens < 1) return ((1 - bucket.tokens) / perSecond) * 1_000;
  bucket.tokens -= 1;
  return 0;
}

/** Adds what has come since the bucket was last looked at. */
export function refillBucket(bucket: Bucket, { perSecond, burst }: BucketRate, nowMs: number): void {
  const gained = (Math.max(0, nowMs - bucket.atMs) / 1_000) * perSecond;
  bucket.tokens = Math.min(burst, bucket.tokens + gained);
  bucket.atMs = Math.max(bucket.atMs, nowMs);
}
