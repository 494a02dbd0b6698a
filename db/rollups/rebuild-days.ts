import type { TransactionSql } from "postgres";
import { AppError } from "@/lib/contract/error";
import { DAY_MS, QUARTER_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { lockAttempts } from "../partitions/lock-attempts";
import { compactSketches } from "./compact-sketches";
import { takePending } from "./fold-deltas";
import { getRetainedDay } from "./get-retained-day";
import { noteSealedChange } from "./note-sealed-change";
import type { Span } from "./plan-chunks";
import { recountAttempts } from "./recount-attempts";
import { refreshUptime } from "./refresh-uptime";
import { bucketSql, columnList, isWithin, selectSums } from "./rollup-sql";
import { longSealed, PROJECTIONS, type Projection } from "./seal-statements";

type Emptied = Pick<Projection, "table" | "dimensions">;
const withoutBreakdown = (table: string): Emptied => ({ table, dimensions: [] });
const OF_DAY: readonly Emptied[] = [
  ...["rollup_fresh", "rollup_fresh_app", "rollup_minute"].map(withoutBreakdown),
  ...["rollup_uptime", "rollup_uptime_hour", "rollup_uptime_day"].map(withoutBreakdown),
  ...PROJECTIONS.filter(({ level }) => level !== "month"),
];
const OF_MONTH: readonly Emptied[] = [
  withoutBreakdown("rollup_uptime_month"),
  ...PROJECTIONS.filter(({ level }) => level === "month"),
];

/**
 * Replaces UTC days that follow on each other, and of which equally much is retained, in every level by what their attempts say, and
 * adds up their months anew from the days.
 *
 * In a repeatable-read transaction, begun after the rollup lock was taken: what its snapshot has of pending deltas belongs
 * to attempts it sees, so those are taken off; what commits later is seen of neither and stays pending.
 */
export async function rebuildDays(tx: TransactionSql, days: readonly string[]): Promise<number> {
  await tx.unsafe("set local jit = off; set local work_mem = '64MB'");
  await lockAttempts(tx);
  const { from, to } = spanOfDays(days);
  const retained = await getRetainedDay(tx, from.toISOString().slice(0, 10));
  if (!retained.hasRaw) throw attemptsGone(days);
  await takePending(tx, { from, to });

  await deleteSpan(tx, OF_DAY, from, to);
  const attempts = await recountAttempts(tx, { from, to, withMinutes: retained.hasMinutes });
  for (const projection of PROJECTIONS) {
    if (projection.from !== null && projection.level !== "month") await addUp(tx, projection, from, to);
  }
  const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1));
  const last = new Date(to.getTime() - DAY_MS);
  const nextMonth = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 1));
  await deleteSpan(tx, OF_MONTH, month, nextMonth);
  for (const projection of PROJECTIONS) {
    if (projection.level === "month") await addUp(tx, projection, month, nextMonth);
  }
  const quarters = Array.from({ length: (to.getTime() - from.getTime()) / QUARTER_MS }, (_, index) =>
    new Date(from.getTime() + index * QUARTER_MS).toISOString(),
  );
  await refreshUptime(tx, { quarters, from, to });
  await noteSealedChange(tx, [{ from: month, to: nextMonth }]);
  for (const fill of ["breakdown_fill", "rollup_fill"]) {
    await tx.unsafe(`delete from ${fill} where day = any($1::text[]::date[])`, [[...days]]);
  }
  const bounds = [from.toISOString(), to.toISOString()];
  await tx.unsafe(
    "delete from consumer_day where starts_at >= $1::timestamptz and starts_at < $2::timestamptz",
    bounds,
  );
  return attempts;
}

function spanOfDays(days: readonly string[]): Span {
  const first = days[0];
  if (first === undefined) throw new RangeError("No day to count anew");
  const from = new Date(`${first}T00:00:00Z`);
  return { from, to: new Date(from.getTime() + days.length * DAY_MS) };
}

/** Why a day cannot be counted anew. */
export function attemptsGone(days: readonly string[]): AppError {
  const [first = "", ...more] = days;
  const message =
    more.length === 0
      ? t("The attempts of {day} are no longer all kept, so counting them anew would lose what the sums still hold", {
          day: first,
        })
      : t(
          "The attempts of {day} and {count} more days are no longer all kept, so counting them anew would lose what the sums still hold",
          { day: first, count: more.length },
        );
  return new AppError("UNPROCESSABLE", message);
}

async function addUp(tx: TransactionSql, projection: Projection, from: Date, to: Date): Promise<void> {
  const { table, dimensions, level, from: source } = projection;
  const bounds = { from: from.toISOString(), to: to.toISOString() };
  const rows = `(select * from ${source} where ${isWithin(dimensions)}) finer`;
  const sums = selectSums({ from: rows, startsAt: bucketSql(level), dimensions, isWide: level === "month" });
  await tx.unsafe(`insert into ${table} (${columnList(dimensions)}) ${sums}`, [bounds.from, bounds.to]);
  await compactSketches(tx, { projection, ...bounds, longBytes: longSealed("infinity") });
}

async function deleteSpan(tx: TransactionSql, tables: readonly Emptied[], from: Date, to: Date): Promise<void> {
  for (const { table, dimensions } of tables) {
    await tx.unsafe(`delete from ${table} where ${isWithin(dimensions)}`, [from.toISOString(), to.toISOString()]);
  }
}
