import type { TransactionSql } from "postgres";
import { AppError } from "@/lib/contract/error";
import { DAY_MS, QUARTER_MS } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { lockAttempts } from "../partitions/lock-attempts";
import { compactSketches } from "./compact-sketches";
import { foldOnce } from "./fold-deltas";
import { getRetainedDay } from "./get-retained-day";
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
 * Replaces a UTC day in every level by what its attempts say, and adds up its month anew from the days.
 *
 * In a repeatable-read transaction, begun after the rollup lock was taken: what its snapshot has of pending deltas belongs
 * to attempts it sees, so those are folded and then replaced; what commits later is seen of neither and stays pending.
 */
export async function rebuildDay(tx: TransactionSql, day: string): Promise<number> {
  await tx.unsafe("set local jit = off; set local work_mem = '64MB'");
  await lockAttempts(tx);
  const retained = await getRetainedDay(tx, day);
  if (!retained.hasRaw) throw attemptsGone([day]);
  const from = new Date(`${day}T00:00:00Z`);
  const to = new Date(from.getTime() + DAY_MS);
  while ((await foldOnce(tx)) > 0);

  await deleteSpan(tx, OF_DAY, from, to);
  const attempts = await recountAttempts(tx, { from, to, withMinutes: retained.hasMinutes });
  for (const projection of PROJECTIONS) {
    if (projection.from !== null && projection.level !== "month") await addUp(tx, projection, from, to);
  }
  const nextMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1));
  await deleteSpan(tx, OF_MONTH, month, nextMonth);
  for (const projection of PROJECTIONS) {
    if (projection.level === "month") await addUp(tx, projection, month, nextMonth);
  }
  const quarters = Array.from({ length: DAY_MS / QUARTER_MS }, (_, index) =>
    new Date(from.getTime() + index * QUARTER_MS).toISOString(),
  );
  await refreshUptime(tx, { quarters, from, to });
  for (const fill of ["breakdown_fill", "rollup_fill"]) {
    await tx.unsafe(`delete from ${fill} where day = $1::text::date`, [day]);
  }
  await tx.unsafe("delete from consumer_day where starts_at = $1::timestamptz", [from.toISOString()]);
  return attempts;
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
