import type { Sql } from "@/db/client";
import { getDatabaseNow } from "@/db/get-database-now";
import type { Clocks } from "@/db/retention/judge-retention";
import { AppError } from "@/lib/contract/error";
import { type NormalizeContext, timeErrors } from "@/lib/ingest/normalize-attempt";
import type { ValidRecord } from "@/lib/ingest/validate-records";

const RETRY_AFTER_SECONDS = 30;

/**
 * Throws UNAVAILABLE where records would be rejected only because this server's clock is wrong: the database's would not.
 *
 * So nothing is rejected for good by one wrong clock. The database is asked only where some would be.
 */
export async function assertClock(
  sql: Sql,
  input: { valid: readonly ValidRecord[]; context: NormalizeContext; clocks: Clocks },
): Promise<void> {
  const { valid, context, clocks } = input;
  const mistimed = valid.filter(({ record }) => timeErrors(record, context).length > 0);
  if (mistimed.length === 0) return;
  const nowUs = (clocks.database?.() ?? (await getDatabaseNow(sql)).getTime()) * 1_000;
  const agreed = { nowUs, retainedDays: context.retainedDays };
  if (mistimed.every(({ record }) => timeErrors(record, agreed).length > 0)) return;
  throw new AppError("UNAVAILABLE", "This server's clock is wrong; try again shortly, or another server", {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
