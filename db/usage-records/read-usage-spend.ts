import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { USAGE_DIMENSIONS, type UsageDimension } from "@/lib/contract/billed-usage";
import type { Filters } from "@/lib/contract/common";
import { recordOf } from "@/lib/domain/record-of";
import { REPORT_FILTERS, type SpendGroup, UNASSIGNED } from "@/lib/domain/report-dimensions";
import { codesOf } from "../aggregates/filter-sql";
import type { AggregateGroup } from "../aggregates/group-types";
import { textArray } from "../aggregates/sql-values";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { IS_COVERED, MODEL_FAMILIES } from "./covered-sql";

export type UsageSpendInput = {
  /** Contiguous and ascending. */
  buckets: readonly { from: Date; to: Date }[];
  filters: Filters;
  groupBy: readonly SpendGroup[];
};

/** Sums of usage records, of those that count or of those that attempts cover; money in 10⁻¹² of its currency. */
export type UsageSums = {
  records: number;
  /** Of them, those that reach beyond their bucket. */
  split: number;
  /** Of them, those with a cost in USD; those with one that is tokens at list price. */
  known: number;
  costPico: bigint;
  estimatedPico: bigint;
  /** Of them, those with tokens. */
  withTokens: number;
  input: number;
  cachedInput: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
};

export type UsageGroup = {
  bucket: number;
  names: AggregateGroup["names"];
  isCovered: boolean;
  /** Null where the cost is in USD, or unknown. */
  otherCurrency: string | null;
  amountPico: bigint;
  sums: UsageSums;
};

const DIMENSIONS: ReadonlySet<string> = new Set(USAGE_DIMENSIONS);
const isOfUsage = (name: string): name is UsageDimension => DIMENSIONS.has(name);

/**
 * What usage records add to spend, by bucket, names and currency, and whether attempts cover it.
 *
 * A record counts once, where its middle lies: of a UTC day in another zone, the local day with most of its hours.
 */
export async function readUsageSpend(db: Db, input: UsageSpendInput): Promise<UsageGroup[]> {
  const { buckets, filters, groupBy } = input;
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last || !mayMatch(filters)) return [];
  const own = groupBy.filter(isOfUsage);
  const columns = own.map((name) => sql`, ${nameOf(name)} as ${sql.identifier(name)}`);
  const keys = sql.raw(["1", "2", "3", ...own.map((_, index) => String(index + 4))].join(", "));
  const starts = textArray(buckets.map(({ from }) => from.toISOString()));
  const ends = textArray(buckets.map(({ to }) => to.toISOString()));
  // Edges are read once, not for each record. Records are found in the index of their spans: none is longer than 25 hours.
  const rows = await selectRows(
    db,
    sql`with ${MODEL_FAMILIES}, edges as materialized (
        select ${starts}::text[]::timestamptz[] as starts, ${ends}::text[]::timestamptz[] as ends
      ), asked as (
        select r.*, r.starts_at + (r.ends_at - r.starts_at) / 2 as middle from usage_record r
        where r.starts_at < ${last.to.toISOString()}::timestamptz
          and r.starts_at > ${first.from.toISOString()}::timestamptz - interval '25 hours'
          ${filterSql(filters)}
      ), placed as (
        select r.*, width_bucket(r.middle, e.starts) as bucket, ${IS_COVERED} as is_covered
        from asked r cross join edges e left join model_family f on f.id = r.model_id
        where r.middle >= ${first.from.toISOString()}::timestamptz and r.middle < ${last.to.toISOString()}::timestamptz
      )
      select r.bucket, r.is_covered, nullif(r.currency, 'USD') as other_currency
        ${sql.join(columns)}, count(*) as records,
        count(*) filter (where r.starts_at < e.starts[r.bucket] or r.ends_at > e.ends[r.bucket]) as split,
        count(r.cost_pico) as known, coalesce(sum(r.cost_pico), 0) as cost_pico,
        coalesce(sum(r.cost_pico) filter (where r.cost_estimated), 0) as estimated_pico,
        coalesce(sum(r.amount_pico), 0) as amount_pico,
        count(coalesce(r.input_tokens, r.output_tokens)) as with_tokens,
        coalesce(sum(r.input_tokens), 0) as input, coalesce(sum(r.cached_input_tokens), 0) as cached_input,
        coalesce(sum(r.cache_write_tokens), 0) as cache_write, coalesce(sum(r.output_tokens), 0) as output,
        coalesce(sum(r.reasoning_tokens), 0) as reasoning
      from placed r cross join edges e group by ${keys}`,
    rowSchema,
  );
  return rows.map((row) => groupOf(row, groupBy));
}

const number = z.coerce.number();
const pico = z.coerce.bigint();
const rowSchema = z
  .object({
    bucket: number,
    is_covered: z.boolean(),
    other_currency: z.string().nullable(),
    records: number,
    split: number,
    known: number,
    cost_pico: pico,
    estimated_pico: pico,
    amount_pico: pico,
    with_tokens: number,
    input: number,
    cached_input: number,
    cache_write: number,
    output: number,
    reasoning: number,
  })
  .extend(recordOf(USAGE_DIMENSIONS, () => z.string().optional()));
type Row = z.output<typeof rowSchema>;

function groupOf(row: Row, groupBy: readonly SpendGroup[]): UsageGroup {
  const names: AggregateGroup["names"] = {};
  for (const name of groupBy) {
    const own = isOfUsage(name) ? row[name] : undefined;
    // No tier has no name, as of attempts.
    names[name] = typeof own === "string" ? own : name === "tier" ? null : UNASSIGNED;
  }
  return {
    bucket: row.bucket - 1,
    names,
    isCovered: row.is_covered,
    otherCurrency: row.other_currency,
    amountPico: row.amount_pico,
    sums: {
      records: row.records,
      split: row.split,
      known: row.known,
      costPico: row.cost_pico,
      estimatedPico: row.estimated_pico,
      withTokens: row.with_tokens,
      input: row.input,
      cachedInput: row.cached_input,
      cacheWrite: row.cache_write,
      output: row.output,
      reasoning: row.reasoning,
    },
  };
}

/** What is left out of a record, and what it calls unassigned, are one name in reports. */
function nameOf(name: UsageDimension): SQL {
  return sql`coalesce((select value from dimension where id = r.${sql.identifier(`${name}_id`)}), ${UNASSIGNED})`;
}

/** Usage records have no other dimension: a filter of one finds them only as unassigned. */
function mayMatch(filters: Filters): boolean {
  return REPORT_FILTERS.every(
    (name) => isOfUsage(name) || filters[name].length === 0 || filters[name].includes(UNASSIGNED),
  );
}

function filterSql(filters: Filters): SQL {
  const asked = USAGE_DIMENSIONS.filter((name) => filters[name].length > 0);
  return sql.join(
    asked.map((name) => {
      const column = sql`r.${sql.identifier(`${name}_id`)}`;
      const isNamed = sql`${column} = any(${codesOf(name, filters[name])})`;
      return filters[name].includes(UNASSIGNED) ? sql` and (${isNamed} or ${column} = 0)` : sql` and ${isNamed}`;
    }),
  );
}
