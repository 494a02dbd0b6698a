import type { Summary } from "@/lib/domain/sketch/summary";
import type { Percentiles } from "./stats";

/** A summary as answers spell it, in its own unit. */
export function percentilesReply({ effectiveN, ...summary }: Summary): Percentiles {
  return { ...summary, effective_n: effectiveN };
}
