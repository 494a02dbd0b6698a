/**
 * The only value of `attempt.bucket` while there is one; naming it lets an index on (bucket, started_at, id) serve.
 *
 * Whoever spreads attempts over more buckets replaces every use.
 */
export const ONLY_BUCKET = 0;
