/**
 * The only value of `attempt.bucket` while there is one; naming it lets the key, which begins with (bucket, started_at), serve.
 *
 * Whoever spreads attempts over more buckets replaces every use.
 */
export const ONLY_BUCKET = 0;
