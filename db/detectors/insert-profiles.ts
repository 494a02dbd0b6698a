import type { TransactionSql } from "postgres";
import { z } from "zod";
import { TEXT_OPERATIONS } from "@/lib/domain/operation";
import { encodeValues } from "@/lib/domain/sketch/sketch";
import { HOUR_MS } from "@/lib/domain/time/units";
import { ONLY_BUCKET } from "../schema/attempt-bucket";
import { ATTEMPT_SAMPLES } from "../schema/attempt-samples";
import { outcomeIn } from "../schema/outcome-sql";
import { sizeClassSql } from "../schema/size-class-sql";

const US_PER_MS = 1_000;
const RATE_UNITS = 100_000;

/** Successful attempts that wrote text and say how much, of the hour from $1 to $2. */
const PROFILED = `
  from attempt a
  where a.bucket = ${ONLY_BUCKET} and a.started_at >= $1::timestamptz and a.started_at < $2::timestamptz
    and ${outcomeIn("a.outcome", ["ok"])} and a.output_tokens > 0
    and (a.operation_id is null or a.operation_id in (
      select id from dimension where kind = 'operation' and value in (${TEXT_OPERATIONS.map((name) => `'${name}'`).join(", ")})))`;

/** The number of values, the sum of their logarithms and that of the squares. */
const logMoments = (name: string, value: string) => `
  count(*) filter (where ${value} > 0)::int as ${name}_n,
  coalesce(sum(ln((${value})::float8)) filter (where ${value} > 0), 0) as ${name}_sum,
  coalesce(sum(ln((${value})::float8) ^ 2) filter (where ${value} > 0), 0) as ${name}_squares`;

const REASONING = "least(1, reasoning_tokens::float8 / output_tokens)";
const GROUPS = `
  with own as materialized (
    select a.model_id, a.provider_id, a.region_id, ${sizeClassSql("a.input_tokens")} as size_class, a.output_tokens, a.reasoning_tokens,
      ${ATTEMPT_SAMPLES.duration} as duration_us, ${ATTEMPT_SAMPLES.ttft} as ttft_us, ${ATTEMPT_SAMPLES.rate} as rate
    ${PROFILED}
  )
  select model_id, provider_id, region_id, size_class, count(*)::int as attempts,
    ${logMoments("output", "output_tokens")},
    ${logMoments("rate", `rate / ${RATE_UNITS}.0`)},
    ${logMoments("ttft", `ttft_us / ${US_PER_MS}.0`)},
    ${logMoments("duration", `duration_us / ${US_PER_MS}.0`)},
    count(reasoning_tokens)::int as reasoning_n, coalesce(sum(${REASONING}), 0) as reasoning_sum,
    coalesce(sum((${REASONING}) ^ 2), 0) as reasoning_squares,
    coalesce(string_agg(ttft_us::text, ','), '') as ttfts, coalesce(string_agg(duration_us::text, ','), '') as durations
  from own group by 1, 2, 3, 4`;

const MOMENTS = ["output", "rate", "ttft", "duration", "reasoning"] as const;
const momentColumns = MOMENTS.flatMap((name) => [`${name}_n`, `${name}_sum`, `${name}_squares`]);
const COLUMNS = ["model_id", "provider_id", "region_id", "size_class", "attempts", ...momentColumns];
const typeOf = (name: string) => (/_(sum|squares)$/.test(name) ? "float8" : "int");

const INSERT = `
  insert into hour_profile (starts_at, ${COLUMNS.join(", ")}, ttft_sketch, duration_sketch)
  select $1::timestamptz, ${COLUMNS.join(", ")}, decode(ttft_hex, 'hex'), decode(duration_hex, 'hex')
  from json_to_recordset($2::text::json) as r(${COLUMNS.map((name) => `${name} ${typeOf(name)}`).join(", ")}, ttft_hex text, duration_hex text)`;

const groupSchema = z.looseObject({ ttfts: z.string(), durations: z.string() });

/** Counts the profiles of an hour that has none. */
export async function insertProfiles(tx: TransactionSql, hour: Date): Promise<void> {
  const rows = await tx.unsafe(GROUPS, spanOf(hour));
  const profiles = z
    .array(groupSchema)
    .parse([...rows])
    .map(({ ttfts, durations, ...group }) => ({
      ...group,
      ttft_hex: sketchHex(ttfts),
      duration_hex: sketchHex(durations),
    }));
  if (profiles.length > 0) await tx.unsafe(INSERT, [hour.toISOString(), JSON.stringify(profiles)]);
}

/** Counts what answered to other names in an hour. */
export async function insertAnswers(tx: TransactionSql, hour: Date): Promise<void> {
  await tx.unsafe(
    `insert into hour_answer (starts_at, provider_id, region_id, requested_model_id, model_id, attempts)
     select $1::timestamptz, a.provider_id, a.region_id, a.requested_model_id, a.model_id, count(*)::int
     ${PROFILED} and a.requested_model_id is not null and a.requested_model_id <> a.model_id
     group by 2, 3, 4, 5`,
    spanOf(hour),
  );
}

function spanOf(hour: Date): [from: string, to: string] {
  return [hour.toISOString(), new Date(hour.getTime() + HOUR_MS).toISOString()];
}

function sketchHex(list: string): string {
  const values = list === "" ? [] : list.split(",").map(Number);
  return Buffer.from(encodeValues(Float64Array.from(values))).toString("hex");
}
