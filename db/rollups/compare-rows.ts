import type { TransactionSql } from "postgres";
import { z } from "zod";
import { ROLLUP_METRICS, ROLLUP_SUMS, type RollupDimension } from "@/db/schema/rollup-columns";
import type { BucketLevel } from "@/lib/domain/time/bucket-level";
import { LABEL_SET_COLUMNS } from "../schema/label-sets";
import { bucketSql } from "./rollup-sql";

/** Every column of a rollup that can be counted anew in SQL: all but the sketches. */
export const COUNTED_COLUMNS = [
  ...ROLLUP_SUMS,
  ...ROLLUP_METRICS.flatMap((metric) => [`${metric}_n`, `${metric}_sum`, `${metric}_min`, `${metric}_max`]),
];

/** Rows to be added up: `select` gives starts_at, dimensions and the columns, of [$1, $2) alone. */
export type RowSource = { name: string; select: string };

/** What `found` should add up to, by bucket and dimensions: `expected` is believed. */
export type Comparison = {
  table: string;
  expected: RowSource;
  found: RowSource;
  level: BucketLevel;
  dimensions: readonly RollupDimension[];
  columns: readonly string[];
};

/** A bucket and group of which a table says something else than what it is added up from. */
export type RollupDifference = {
  table: string;
  against: string;
  at: string;
  group: Record<string, string | null>;
  column: string;
  expected: string;
  found: string;
};

/** What one comparison looked at, and the first of what was wrong. */
export type RollupCheck = {
  table: string;
  against: string;
  /** Rows (a bucket of a group) on either side. */
  groups: number;
  wrong: number;
  differences: RollupDifference[];
};

const SHOWN_ROWS_MAX = 20;
const ABSENT = "none";

const texts = z.array(z.string().nullable());
const rowSchema = z.object({
  groups: z.number(),
  wrong: z.number(),
  rows: z.array(
    z.object({ at: z.string(), group: z.record(z.string(), z.string().nullable()), expected: texts, found: texts }),
  ),
});

/** Adds both sides of a comparison up over [from, to) and says where they differ. */
export async function compareRows(
  tx: TransactionSql,
  comparison: Comparison,
  span: { from: string; to: string },
): Promise<RollupCheck> {
  const { table, expected, columns } = comparison;
  const [row] = await tx.unsafe(comparisonQuery(comparison), [span.from, span.to]);
  const { groups, wrong, rows } = rowSchema.parse(row);
  const differences = rows.flatMap(({ at, group, ...values }) =>
    columns.flatMap((column, index): RollupDifference[] => {
      const [is, should] = [values.found[index] ?? ABSENT, values.expected[index] ?? ABSENT];
      return is === should ? [] : [{ table, against: expected.name, at, group, column, expected: should, found: is }];
    }),
  );
  return { table, against: expected.name, groups, wrong, differences };
}

function comparisonQuery({ expected, found, level, dimensions, columns }: Comparison): string {
  const keys = ["starts_at", ...dimensions].join(", ");
  const side = ({ select }: RowSource) => `
    select ${bucketSql(level)} as starts_at, ${dimensions.join(", ")},
      ${columns.map((name) => `${aggregateOf(name)}(${name}) as ${name}`).join(", ")}
    from (${select}) rows group by ${Array.from({ length: dimensions.length + 1 }, (_, index) => index + 1).join(", ")}`;
  const listOf = (alias: string) => `jsonb_build_array(${columns.map((name) => `${alias}_${name}::text`).join(", ")})`;
  const pairs = columns.map((name) => `expected.${name} as expected_${name}, found.${name} as found_${name}`);
  const differs = columns.map((name) => `expected.${name} is distinct from found.${name}`);
  return `
    with expected as materialized (${side(expected)}),
    found as materialized (${side(found)}),
    joined as materialized (
      select ${keys}, ${pairs.join(", ")}, (${differs.join(" or ")}) as differs
      from expected full join found using (${keys})
    ),
    shown as (select * from joined where differs order by ${keys} limit ${SHOWN_ROWS_MAX})
    select (select count(*)::int from joined) as groups, (select count(*)::int from joined where differs) as wrong,
      (select coalesce(jsonb_agg(jsonb_build_object(
        'at', to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'), 'group', ${namedGroup(dimensions)},
        'expected', ${listOf("expected")}, 'found', ${listOf("found")})), '[]') from shown) as rows`;
}

/** The names behind the codes of a row. */
export function namedGroup(dimensions: readonly RollupDimension[]): string {
  const names = dimensions.map((name) => `'${name.replace("_id", "")}', ${nameOf(name)}`);
  return `jsonb_build_object(${names.join(", ")})`;
}

function nameOf(dimension: RollupDimension): string {
  if (dimension === "breakdown_id") {
    return "(select array_to_string(dimensions, ' × ') from breakdown where id = breakdown_id)";
  }
  if (dimension !== "label_set_id") return `(select value from dimension where id = ${dimension})`;
  return `(select string_agg(value, ', ' order by d.id) from label_set l join dimension d
    on d.id in (${LABEL_SET_COLUMNS.map((name) => `l.${name}`).join(", ")}) where l.id = label_set_id)`;
}

function aggregateOf(column: string): string {
  if (column.endsWith("_min")) return "min";
  return column.endsWith("_max") ? "max" : "sum";
}
