import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import { OUTCOMES } from "@/lib/domain/outcome";
import { BILLING_RULES, type BillingRule } from "@/lib/domain/pricing/cost";
import { absentName, type ReportDimension, UNASSIGNED } from "@/lib/domain/report-dimensions";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import { codesOf, filterConditions } from "../aggregates/filter-sql";
import { groupColumn, isInRun } from "../aggregates/group-columns";
import { minuteTexts } from "../aggregates/sql-values";
import type { Db } from "../client";
import { outcomeIn } from "../schema/outcome-sql";
import { selectRows } from "../select-rows";

export type AttemptsInput = {
  span: MinuteSpan;
  /** Of the whole question, ascending; those within the span are counted apart. */
  buckets: readonly MinuteSpan[];
  filters: Filters;
  groupBy: readonly ReportDimension[];
  /** Inputs of more tokens than each of these are counted apart, ascending. */
  sizes: readonly number[];
  /** For each of these, attempts are counted that need more tokens in all. */
  limits: readonly number[];
};

export const TOKEN_KINDS = ["uncached", "cached", "written", "output", "reasoning"] as const;
export type TokenCounts = Record<(typeof TOKEN_KINDS)[number], number>;

/** Attempts alike in names, bucket and size, of which all or none have a cost. */
export type AttemptGroup = {
  names: Partial<Record<ReportDimension, string>>;
  bucket: number;
  size: number;
  isPriced: boolean;
  attempts: number;
  answered: number;
  pico: bigint;
  /** All tokens that were sent, and those that are charged for by the outcomes' rules. */
  sent: TokenCounts;
  charged: TokenCounts;
  beyond: number[];
};

const byRule = (rule: BillingRule) => OUTCOMES.filter((outcome) => BILLING_RULES[outcome] === rule);
const PAYS_ALL = sql.raw(outcomeIn("a.outcome", byRule("usage")));
const PAYS_INPUT = sql.raw(outcomeIn("a.outcome", [...byRule("usage"), ...byRule("input")]));
const count = z.coerce.number();

/** Single attempts of a span, added up by names, bucket and size of input, with what of their tokens is charged for. */
export async function readAttempts(db: Db, input: AttemptsInput): Promise<AttemptGroup[]> {
  const { span, buckets, filters, groupBy, sizes, limits } = input;
  if (span.from >= span.to) return [];
  const filter = filterConditions(filters, sql`a`, (name) => codesOf(name, filters[name]));
  const ids = groupBy.map((name) => sql`, ${groupColumn(name)}`);
  const names = groupBy.map((name) => sql`, ${sql.identifier(`${name}_names`)}.value as ${sql.identifier(name)}`);
  const joins = groupBy.map((name) => {
    const alias = sql.identifier(`${name}_names`);
    return sql` left join dimension ${alias} on ${alias}.id = grouped.${groupColumn(name)}`;
  });
  const kinds = {
    uncached: sql`greatest(0, a.input_tokens - coalesce(a.cached_input_tokens, 0) - coalesce(a.cache_write_tokens, 0))`,
    cached: sql`a.cached_input_tokens`,
    written: sql`a.cache_write_tokens`,
    output: sql`a.output_tokens`,
    reasoning: sql`least(a.reasoning_tokens, a.output_tokens)`,
  };
  const sums = TOKEN_KINDS.flatMap((kind) => {
    const pays = kind === "output" || kind === "reasoning" ? PAYS_ALL : PAYS_INPUT;
    return [
      sql`, coalesce(sum(${kinds[kind]}), 0) as ${sql.identifier(`sent_${kind}`)}`,
      sql`, coalesce(sum(${kinds[kind]}) filter (where ${pays}), 0) as ${sql.identifier(`charged_${kind}`)}`,
    ];
  });
  const beyond = limits.map(
    (limit, place) =>
      sql`, count(*) filter (where a.input_tokens + coalesce(a.output_tokens, 0) > ${limit}::bigint) as ${sql.identifier(`beyond_${place}`)}`,
  );
  const bucket = sql`width_bucket(a.started_at, ${minuteTexts(buckets.map(({ from }) => from))}::timestamptz[])`;
  const size =
    sizes.length === 0
      ? sql`0`
      : sql`width_bucket(coalesce(a.input_tokens, 0)::bigint, ${`{${sizes.map((above) => above + 1).join(",")}}`}::bigint[])`;
  const rows = await selectRows(
    db,
    sql`with grouped as (
        select ${bucket} as stretch, ${size} as size, a.cost_pico is not null as is_priced${sql.join(ids)},
          count(*) as attempts, count(*) filter (where ${PAYS_ALL}) as answered, coalesce(sum(a.cost_pico), 0) as pico
          ${sql.join(sums)}${sql.join(beyond)}
        from attempt a where ${isInRun(span)}${filter} group by stretch, size, is_priced${sql.join(ids)}
      )
      select grouped.*${sql.join(names)} from grouped${sql.join(joins)}`,
    rowSchemaOf(groupBy, limits.length),
  );
  return rows;
}

function rowSchemaOf(groupBy: readonly ReportDimension[], limits: number) {
  const fields: Record<string, z.ZodType> = {};
  for (const name of groupBy) fields[name] = z.string().nullable();
  const counted = z.looseObject({
    stretch: z.number(),
    size: z.number(),
    is_priced: z.boolean(),
    attempts: count,
    answered: count,
    pico: z.coerce.bigint(),
  });
  return counted.transform((row): AttemptGroup => {
    const named = z.object(fields).parse(row);
    const number = (column: string) => count.parse(row[column]);
    const tokens = (prefix: string): TokenCounts => ({
      uncached: number(`${prefix}_uncached`),
      cached: number(`${prefix}_cached`),
      written: number(`${prefix}_written`),
      output: number(`${prefix}_output`),
      reasoning: number(`${prefix}_reasoning`),
    });
    return {
      names: namesOf(groupBy, named),
      bucket: row.stretch - 1,
      size: row.size,
      isPriced: row.is_priced,
      attempts: row.attempts,
      answered: row.answered,
      pico: row.pico,
      sent: tokens("sent"),
      charged: tokens("charged"),
      beyond: Array.from({ length: limits }, (_, place) => number(`beyond_${place}`)),
    };
  });
}

/** Names of a group, with what stands for an absent one. */
export function namesOf(
  groupBy: readonly ReportDimension[],
  found: Readonly<Partial<Record<ReportDimension, unknown>>>,
): AttemptGroup["names"] {
  const names: AttemptGroup["names"] = {};
  for (const name of groupBy) {
    const value = found[name];
    names[name] = typeof value === "string" ? value : name === "tier" ? UNASSIGNED : absentName(name);
  }
  return names;
}
