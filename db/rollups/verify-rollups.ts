import type { Sql } from "postgres";
import { ROLLUP_METRICS, ROLLUP_SUMS, type RollupDimension, rollupColumns } from "@/db/schema/rollup-columns";
import { listPartitionDays } from "../partitions/list-partition-days";
import { dayStart } from "../partitions/partition-days";
import { RAW_MEASURES } from "./raw-measures";
import { unnestDeltas } from "./rollup-sql";
import { APP_PROJECTIONS, MAIN_PROJECTIONS, type Projection } from "./seal-statements";

/** A day and cell whose rollups do not add up to the attempts themselves: `expected` is counted from those. */
export type RollupDifference = {
  table: string;
  day: string;
  codes: number[];
  column: string;
  expected: string;
  found: string;
};

type Check = Projection & { fresh: string; delta: string };

const CHECKS: readonly Check[] = [
  ...MAIN_PROJECTIONS.filter(({ level }) => level !== "month").map((level) => ({
    ...level,
    fresh: "rollup_fresh",
    delta: "rollup_delta",
  })),
  ...APP_PROJECTIONS.filter(({ level }) => level !== "month").map((level) => ({
    ...level,
    fresh: "rollup_fresh_app",
    delta: "rollup_delta_app",
  })),
];

const COLUMNS = [
  ...ROLLUP_SUMS,
  ...ROLLUP_METRICS.flatMap((metric) => [`${metric}_n`, `${metric}_sum`, `${metric}_min`, `${metric}_max`]),
];

/**
 * Compares every rollup, with what is folded and pending, to a count over the attempts of the days still kept.
 *
 * In one snapshot, so it may run beside ingest, folding and sealing. An empty list says that all add up to the unit.
 */
export async function verifyRollups(sql: Sql): Promise<RollupDifference[]> {
  return sql.begin("isolation level repeatable read read only", async (tx) => {
    await tx`set local jit = off`;
    const [firstDay] = await listPartitionDays(tx);
    if (firstDay === undefined) return [];
    const differences: RollupDifference[] = [];
    for (const check of CHECKS) {
      const rows = await tx.unsafe<Record<string, string>[]>(differenceQuery(check), [dayStart(firstDay)]);
      differences.push(...rows.flatMap((row) => differencesOf(check, row)));
    }
    return differences;
  });
}

function differenceQuery({ table, dimensions, fresh, delta }: Check): string {
  const keys = ["day", ...dimensions].join(", ");
  const sums = COLUMNS.map((name) => `${aggregateOf(name)}(${name}) as ${name}`).join(", ");
  const day = "date_trunc('day', starts_at, 'UTC') as day";
  const columns = [...dimensions, ...COLUMNS].join(", ");
  const all = rollupColumns(fineDimensions(fresh));
  const raw = COLUMNS.map((name) => `${RAW_MEASURES[name]} as ${name}`).join(", ");
  return `
    with expected as (
      select ${keys}, ${sums} from (
        select date_trunc('day', a.started_at, 'UTC') as day, ${dimensions.join(", ")}, ${raw}
        from attempt a where a.started_at >= $1::timestamptz
      ) attempts group by ${keys}
    ),
    found as (
      select ${keys}, ${sums} from (
        select ${day}, ${columns} from ${table} where starts_at >= $1::timestamptz
        union all
        select ${day}, ${columns} from ${fresh} where starts_at >= $1::timestamptz
        union all
        select ${day}, ${columns} from (
          select ${all.map((name) => `delta.${name}`).join(", ")} from ${unnestDeltas(delta, fineDimensions(fresh))}
        ) pending where starts_at >= $1::timestamptz
      ) rollups group by ${keys}
    )
    select to_char(day at time zone 'UTC', 'YYYY-MM-DD') as day, jsonb_build_array(${dimensions.join(", ")})::text as codes,
      ${COLUMNS.map((name) => `expected.${name}::text as expected_${name}, found.${name}::text as found_${name}`).join(", ")}
    from expected full join found using (${keys})
    where ${COLUMNS.map((name) => `expected.${name} is distinct from found.${name}`).join(" or ")}
    order by 1, 2 limit 100`;
}

function fineDimensions(fresh: string): readonly RollupDimension[] {
  return fresh === "rollup_fresh" ? MAIN_PROJECTIONS[0].dimensions : APP_PROJECTIONS[0].dimensions;
}

function aggregateOf(column: string): string {
  if (column.endsWith("_min")) return "min";
  return column.endsWith("_max") ? "max" : "sum";
}

function differencesOf({ table }: Check, row: Record<string, string>): RollupDifference[] {
  const codes = JSON.parse(row.codes ?? "[]") as number[];
  return COLUMNS.flatMap((column) => {
    const expected = row[`expected_${column}`] ?? "none";
    const found = row[`found_${column}`] ?? "none";
    return expected === found ? [] : [{ table, day: row.day ?? "", codes, column, expected, found }];
  });
}
