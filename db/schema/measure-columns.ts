import { type SQL, sql } from "drizzle-orm";
import { ATTEMPT_MEASURES, type AttemptMeasure } from "@/lib/domain/attempts/attempt-sort";

/**
 * What of the view `attempt` holds each measure, in µs, tokens or 10⁻¹² USD, and the expression it has there over the columns
 * of `attempt_row`: an index of a partition is used only where it says the same.
 */
const MEASURE_COLUMNS: Readonly<Record<AttemptMeasure, { column: string; stored: string }>> = {
  duration_ms: { column: "duration_us", stored: "coalesce(duration_us, long_duration_us)" },
  ttft_ms: { column: "ttft_us", stored: "coalesce(ttft_us, long_ttft_us)" },
  cost_usd: { column: "cost_pico", stored: "cost_pico" },
  input_tokens: { column: "input_tokens", stored: "input_tokens" },
  cached_input_tokens: { column: "cached_input_tokens", stored: ofUsage("cached_input_tokens") },
  cache_write_tokens: { column: "cache_write_tokens", stored: ofUsage("cache_write_tokens") },
  output_tokens: { column: "output_tokens", stored: "output_tokens" },
  reasoning_tokens: { column: "reasoning_tokens", stored: ofUsage("reasoning_tokens") },
};

/** The column that has a measure, in the view and in files of archived attempts. */
export function measureName(measure: AttemptMeasure): string {
  return MEASURE_COLUMNS[measure].column;
}

/** A measure of the attempts `a`. */
export function measureColumn(measure: AttemptMeasure): SQL {
  return sql`a.${sql.identifier(measureName(measure))}`;
}

/** Every measure over the columns of a partition, for an index. */
export const MEASURE_EXPRESSIONS: readonly string[] = ATTEMPT_MEASURES.map(
  (measure) => `(${MEASURE_COLUMNS[measure].stored})`,
);

function ofUsage(column: string): string {
  return `case when input_tokens is not null then coalesce(${column}, 0) end`;
}
