/**
 * Whether a minute with so many successes and failures (SQL expressions) is down: `isMinuteDown`, for the database.
 *
 * Every statement that stores or reads down minutes takes it from here; `rollups:verify` alone spells the rule out, to check it.
 */
export function isDownSql(ok: string, failed: string): string {
  return `(${failed}) > (${ok})`;
}
