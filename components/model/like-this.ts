import type { AttemptRecord } from "@/lib/contract/requests";
import type { SizeClassStats } from "@/lib/contract/size-classes";
import { sizeClassOf } from "@/lib/domain/backtest/size-class";
import { sizeRange } from "@/lib/domain/backtest/size-range";
import { FAILED_OUTCOMES } from "@/lib/domain/outcome";

type Params = Record<string, string | readonly string[]>;

/** The explorer's parameters for all that a list of examples is the head of. */
export function exemplarParams(model: string, kind: "slowest" | "failed"): Params {
  if (kind === "slowest") return { model, outcome: "ok", sort: "duration_ms" };
  return { model, outcome: FAILED_OUTCOMES };
}

/**
 * The explorer's parameters for attempts like one: of a failure those of its region that failed in the same way, of an answer those
 * of its region with inputs of its size, the slowest first.
 */
export function likeThis(row: AttemptRecord): Params {
  const where = { model: row.model, region: row.region, outcome: row.outcome };
  if (row.outcome !== "ok") return { ...where, ...(row.error_code === null ? {} : { error_code: row.error_code }) };
  const { min, max } = sizeRange(sizeClassOf(row.input_tokens)) ?? { min: null, max: null };
  return { ...where, ...sizeParams({ input_tokens_min: min, input_tokens_max: max }) };
}

/** The explorer's parameters for attempts with inputs of a size, the slowest first; of unknown sizes, which no range has, for all. */
export function sizeParams({
  input_tokens_min: min,
  input_tokens_max: max,
}: Pick<SizeClassStats, "input_tokens_min" | "input_tokens_max">): Params {
  return {
    sort: "duration_ms",
    ...(min === null ? {} : { input_tokens_min: String(min) }),
    ...(max === null ? {} : { input_tokens_max: String(max) }),
  };
}
