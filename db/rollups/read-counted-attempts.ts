import type { TransactionSql } from "postgres";
import { ONLY_BUCKET } from "@/db/schema/attempt-bucket";
import type { RollupDimension } from "@/db/schema/rollup-columns";
import { outcomeOfCode } from "@/lib/domain/outcome";
import { MINUTE_US } from "@/lib/domain/time/units";
import type { CountedAttempt } from "../ingest/measure-attempts";

/** What attempts themselves are counted by. */
export type CountedDimension = Exclude<RollupDimension, "breakdown_id">;

/** Attempts as they are added up, with a column of codes per dimension. */
export type CountedAttempts = { rows: CountedAttempt[]; codes: Record<CountedDimension, Int32Array> };

const COLUMNS = [
  "duration_us",
  "ttft_us",
  "cost_pico",
  "reported_cost_pico",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "outcome",
  "final",
  "streamed",
  "cost_estimated",
  "model_id",
  "provider_id",
  "region_id",
  "tier_id",
  "app_id",
  "label_set_id",
] as const;
type Column = (typeof COLUMNS)[number] | "minute";

/**
 * A list per column, since the driver takes five times as long over rows; nothing between two commas is null.
 *
 * Instants are told by their minute since the start of the span: it is all that adding up needs.
 */
const ATTEMPTS = `
  select string_agg(floor(date_part('epoch', started_at - $1::timestamptz) / 60)::text, ',') as minute,
    ${COLUMNS.map((name) => `string_agg(coalesce(${name}::text, ''), ',') as ${name}`).join(", ")}
  from attempt
  where bucket = ${ONLY_BUCKET} and started_at >= $1::timestamptz and started_at < $2::timestamptz`;

/** Every attempt of [from, to), which begins on a minute. In no order. */
export async function readCountedAttempts(
  tx: TransactionSql,
  input: { from: Date; to: Date },
): Promise<CountedAttempts> {
  const { from, to } = input;
  const bounds = [from.toISOString(), to.toISOString()];
  const [lists] = await tx.unsafe<Record<Column, string | null>[]>(ATTEMPTS, bounds, { prepare: true });
  const texts = (name: Column) => (lists?.[name] ? lists[name].split(",") : []);
  const startUs = from.getTime() * 1_000;
  const codes = (name: CountedDimension) => Int32Array.from(texts(name), Number);
  return {
    rows: rowsOf(texts, startUs),
    codes: {
      model_id: codes("model_id"),
      provider_id: codes("provider_id"),
      region_id: codes("region_id"),
      tier_id: codes("tier_id"),
      app_id: codes("app_id"),
      label_set_id: codes("label_set_id"),
    },
  };
}

function rowsOf(texts: (name: Column) => string[], startUs: number): CountedAttempt[] {
  const number = (name: Column) => {
    const list = texts(name);
    return (row: number) => (list[row] ? Number(list[row]) : null);
  };
  const money = (name: Column) => {
    const list = texts(name);
    return (row: number) => (list[row] ? BigInt(list[row]) : null);
  };
  const flag = (name: Column) => {
    const list = texts(name);
    return (row: number) => list[row] === "true";
  };
  const [durationUs, ttftUs, outcome] = [number("duration_us"), number("ttft_us"), number("outcome")];
  const [inputTokens, cachedInputTokens] = [number("input_tokens"), number("cached_input_tokens")];
  const [cacheWriteTokens, outputTokens] = [number("cache_write_tokens"), number("output_tokens")];
  const [reasoningTokens, costPico] = [number("reasoning_tokens"), money("cost_pico")];
  const [reportedCostPico, costEstimated] = [money("reported_cost_pico"), flag("cost_estimated")];
  const [final, streamed] = [flag("final"), flag("streamed")];
  return texts("minute").map((minute, row) => ({
    startedAtUs: startUs + Number(minute) * MINUTE_US,
    durationUs: durationUs(row),
    ttftUs: ttftUs(row),
    streamed: streamed(row),
    outcome: outcomeOfCode(outcome(row) ?? -1),
    final: final(row),
    inputTokens: inputTokens(row),
    cachedInputTokens: cachedInputTokens(row),
    cacheWriteTokens: cacheWriteTokens(row),
    outputTokens: outputTokens(row),
    reasoningTokens: reasoningTokens(row),
    costPico: costPico(row),
    costEstimated: costEstimated(row),
    reportedCostPico: reportedCostPico(row),
  }));
}
