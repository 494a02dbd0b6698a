import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import type { RollupDimension } from "@/db/schema/rollup-columns";
import { outcomeOfCode } from "@/lib/domain/outcome";
import type { CountedAttempt } from "../ingest/aggregate-delta";

/** Attempts as they are added up, with a column of codes per dimension. */
export type CountedAttempts = { rows: CountedAttempt[]; codes: Record<RollupDimension, Int32Array> };

const MINUTE_US = 60_000_000;

// Instants are told by their minute, whole since the start of the span: it is all that adding up needs.
const ATTEMPTS = `
  select floor(date_part('epoch', started_at - $1::timestamptz) / 60)::int as minute, duration_us, ttft_us, cost_pico,
    reported_cost_pico, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, outcome,
    final, streamed, cost_estimated, model_id, provider_id, region_id, tier_id, app_id
  from attempt
  where bucket = ${ONLY_BUCKET} and started_at >= $1::timestamptz and started_at < $2::timestamptz`;

type Row = {
  minute: number;
  duration_us: string;
  ttft_us: string | null;
  cost_pico: string | null;
  reported_cost_pico: string | null;
  input_tokens: number | null;
  cached_input_tokens: number | null;
  cache_write_tokens: number | null;
  output_tokens: number | null;
  reasoning_tokens: number | null;
  outcome: number;
  final: boolean;
  streamed: boolean;
  cost_estimated: boolean;
} & Record<RollupDimension, number>;

/** Every attempt of [from, to), which begins on a minute. In no order. */
export async function readCountedAttempts(
  tx: TransactionSql,
  input: { from: Date; to: Date },
): Promise<CountedAttempts> {
  const { from, to } = input;
  const found = await tx.unsafe<Row[]>(ATTEMPTS, [from.toISOString(), to.toISOString()], { prepare: true });
  const startUs = from.getTime() * 1_000;
  const codes = (name: RollupDimension) => Int32Array.from(found, (row) => row[name]);
  return {
    rows: Array.from(found, (row) => countedAttempt(row, startUs)),
    codes: {
      model_id: codes("model_id"),
      provider_id: codes("provider_id"),
      region_id: codes("region_id"),
      tier_id: codes("tier_id"),
      app_id: codes("app_id"),
    },
  };
}

function countedAttempt(row: Row, startUs: number): CountedAttempt {
  return {
    startedAtUs: startUs + row.minute * MINUTE_US,
    durationUs: Number(row.duration_us),
    ttftUs: row.ttft_us === null ? null : Number(row.ttft_us),
    streamed: row.streamed,
    outcome: outcomeOfCode(row.outcome),
    final: row.final,
    inputTokens: row.input_tokens,
    cachedInputTokens: row.cached_input_tokens,
    cacheWriteTokens: row.cache_write_tokens,
    outputTokens: row.output_tokens,
    reasoningTokens: row.reasoning_tokens,
    costPico: row.cost_pico === null ? null : BigInt(row.cost_pico),
    costEstimated: row.cost_estimated,
    reportedCostPico: row.reported_cost_pico === null ? null : BigInt(row.reported_cost_pico),
  };
}
