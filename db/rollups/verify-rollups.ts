import type { Sql, TransactionSql } from "postgres";
import { LABELLED_DIMENSIONS, MAIN_DIMENSIONS } from "@/db/schema/rollup-columns";
import { bucketEnd, bucketStart } from "@/lib/domain/time/bucket-level";
import { MINUTE_MS } from "@/lib/domain/time/units";
import { lockAttempts } from "../partitions/lock-attempts";
import { compareRows, type RollupCheck, type RollupDifference } from "./compare-rows";
import { compareSketches } from "./compare-sketches";
import { compareUptimeOfDay, compareUptimeOfMonth } from "./compare-uptime";
import { getRetainedDay } from "./get-retained-day";
import { listRollupDays } from "./list-rollup-days";
import { comparisonsOfDay, comparisonsOfMonth, type RetainedOfDay } from "./rollup-comparisons";
import { PROJECTIONS } from "./seal-statements";

export type VerifyInput = {
  /** First and last UTC day ("2026-03-01"), both included; all there are if left out. */
  from?: string | undefined;
  to?: string | undefined;
  /** After each comparison of each day, and each month ("2026-03"). */
  onCheck?: (check: RollupCheck & { period: string }) => void;
  onProgress?: (share: number, period: string) => void;
};

const SKETCHED = [
  { table: "rollup_fresh", dimensions: MAIN_DIMENSIONS, level: "minute" },
  { table: "rollup_minute", dimensions: MAIN_DIMENSIONS, level: "minute" },
  { table: "rollup_fresh_app", dimensions: LABELLED_DIMENSIONS, level: "minute" },
  ...PROJECTIONS,
] as const;

/**
 * Compares every level of the rollups to the attempts, as long as those are kept, and to each other.
 *
 * Day by day, each in one snapshot, so it may run beside ingest, folding and sealing and holds nothing up. An empty list
 * says that all add up to the unit; of each comparison the first twenty rows that do not are listed.
 */
export async function verifyRollups(sql: Sql, input: VerifyInput = {}): Promise<RollupDifference[]> {
  const { onCheck, onProgress } = input;
  const days = await listRollupDays(sql, input);
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  const differences: RollupDifference[] = [];
  let done = 0;
  for (const period of [...days, ...months]) {
    onProgress?.(done++ / (days.length + months.length), period);
    const checks = await inSnapshot(sql, (tx) => (period.length === 7 ? checkMonth(tx, period) : checkDay(tx, period)));
    for (const check of checks) {
      onCheck?.({ ...check, period });
      differences.push(...check.differences);
    }
  }
  return differences;
}

function inSnapshot<T>(sql: Sql, body: (tx: TransactionSql) => Promise<T>): Promise<T> {
  const run = sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx.unsafe("set local jit = off; set local work_mem = '64MB'");
    return body(tx);
  });
  // The driver unwraps arrays of promises in its type; ours returns none.
  return run as Promise<T>;
}

async function checkDay(tx: TransactionSql, day: string): Promise<RollupCheck[]> {
  await lockAttempts(tx);
  const retained = await getRetainedDay(tx, day);
  const span = spanOf("day", day);
  const checks: RollupCheck[] = [];
  for (const comparison of comparisonsOfDay(retained)) checks.push(await compareRows(tx, comparison, span));
  checks.push(...(await compareUptimeOfDay(tx, retained, span)));
  for (const { table, dimensions, level } of SKETCHED) {
    if (level !== "month" && isRetained(level, retained)) {
      checks.push(await compareSketches(tx, { table, dimensions, ...span }));
    }
  }
  return checks;
}

async function checkMonth(tx: TransactionSql, month: string): Promise<RollupCheck[]> {
  const span = spanOf("month", `${month}-01`);
  const checks: RollupCheck[] = [];
  for (const comparison of comparisonsOfMonth()) checks.push(await compareRows(tx, comparison, span));
  checks.push(await compareUptimeOfMonth(tx, span));
  for (const { table, dimensions, level } of SKETCHED) {
    if (level === "month") checks.push(await compareSketches(tx, { table, dimensions, ...span }));
  }
  return checks;
}

function isRetained(level: "minute" | "quarter" | "hour" | "day", { hasMinutes, hasQuarters }: RetainedOfDay): boolean {
  if (level === "minute") return hasMinutes;
  return level === "day" || hasQuarters;
}

function spanOf(level: "day" | "month", day: string): { from: string; to: string } {
  const minute = Date.parse(`${day}T00:00:00Z`) / MINUTE_MS;
  const instant = (at: number) => new Date(at * MINUTE_MS).toISOString();
  return { from: instant(bucketStart(level, minute)), to: instant(bucketEnd(level, minute)) };
}
