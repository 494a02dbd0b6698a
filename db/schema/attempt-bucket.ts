/**
 * The value of `attempt.bucket` in every row. The primary key begins with (bucket, started_at), so a query by time uses it
 * only if it names the bucket too.
 *
 * To spread attempts over several buckets, replace every use.
 */
export const ONLY_BUCKET = 0;
