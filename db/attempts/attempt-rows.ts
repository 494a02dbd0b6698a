import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { DIMENSION_KINDS } from "@/db/schema/dimensions";
import type { AttemptRecord } from "@/lib/contract/requests";
import { DEFAULT_OPERATION, FIRST_STAGE, OPERATIONS } from "@/lib/domain/operation";
import { outcomeOfCode } from "@/lib/domain/outcome";
import { CALL_UNITS } from "@/lib/domain/pricing/call-units";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { formatInstantUs } from "@/lib/domain/time/instant";

const micros = z.coerce.number();
const integer = z.number().int().nullable();
const pico = z
  .string()
  .transform((text) => formatUsd(BigInt(text)))
  .nullable();
const name = z.string().nullable();
const usageSource = z.number().transform((code, context) => {
  const source = USAGE_SOURCES[code];
  if (source) return source;
  context.addIssue({ code: "custom", message: `No usage source has the code ${code}` });
  return z.NEVER;
});

/** A row of attemptColumns, with its instant and duration in µs. */
export const attemptRowSchema = z.object({
  id: z.string(),
  request_id: z.string(),
  attempt: z.number(),
  final: z.boolean(),
  started_at_us: micros,
  model: z.string(),
  requested_model: name,
  provider: z.string(),
  region: z.string(),
  tier: name,
  app: z.string(),
  operation: z
    .enum(OPERATIONS)
    .nullable()
    .transform((operation) => operation ?? DEFAULT_OPERATION),
  team: name,
  key: name,
  environment: name,
  feature: name,
  agent: name,
  stage: z
    .string()
    .nullable()
    .transform((stage) => (stage === null ? FIRST_STAGE : Number(stage))),
  consumer: name,
  session: name,
  router: name,
  policy_version: integer,
  outcome: z.number().transform(outcomeOfCode),
  http_status: integer,
  error_code: name,
  duration_us: micros.nullable(),
  ttft_us: micros.nullable(),
  streamed: z.boolean(),
  input_tokens: integer,
  cached_input_tokens: integer,
  cache_write_tokens: integer,
  cache_write_1h_tokens: integer,
  output_tokens: integer,
  reasoning_tokens: integer,
  audio_input_tokens: integer,
  audio_output_tokens: integer,
  image_input_tokens: integer,
  units: z.partialRecord(z.enum(CALL_UNITS), z.number()).nullable(),
  revision: z.number(),
  usage_source: usageSource,
  usage_inconsistent: z.boolean(),
  cost_usd: pico,
  cost_estimated: z.boolean(),
  reported_cost_usd: pico,
  price_id: integer,
  service_tier: name,
  trace_id: z.string().nullable(),
  tags: z.array(z.string()).nullable(),
});
export type AttemptRow = z.output<typeof attemptRowSchema>;

/** The columns attemptRowSchema reads, of attempts `a`; names are looked up in their dictionary. */
export function attemptColumns(): SQL {
  const named = (column: string) => sql.raw(`(select value from dimension where id = a.${column}_id) as ${column}`);
  const names = [...DIMENSION_KINDS, "requested_model"];
  return sql`a.id, coalesce(a.request_id, a.id) as request_id, a.attempt, a.final,
    (extract(epoch from a.started_at) * 1000000)::bigint as started_at_us, ${sql.join(names.map(named), sql`, `)},
    a.policy_version, a.outcome, a.http_status, a.duration_us, a.ttft_us, a.streamed, a.input_tokens,
    a.cached_input_tokens, a.cache_write_tokens, a.output_tokens, a.reasoning_tokens, a.usage_source,
    a.usage_inconsistent, a.cost_pico as cost_usd, a.cost_estimated, a.reported_cost_pico as reported_cost_usd,
    a.price_id, a.trace_id, a.tags, a.consumer, a.session, a.revision, a.cache_write_1h_tokens, a.audio_input_tokens,
    a.audio_output_tokens, a.image_input_tokens, a.units`;
}

/** A stored attempt as answers show it. */
export function attemptRecord({ started_at_us, duration_us, ttft_us, tags, ...row }: AttemptRow): AttemptRecord {
  return {
    ...row,
    started_at: formatInstantUs(started_at_us),
    duration_ms: duration_us === null ? null : duration_us / 1_000,
    ttft_ms: ttft_us === null ? null : ttft_us / 1_000,
    tags: tags ?? [],
  };
}
