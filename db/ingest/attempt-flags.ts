import type { Attempt } from "@/lib/contract/attempt";
import { OUTCOME_CODES } from "@/lib/domain/outcome";
import { USAGE_SOURCES } from "@/lib/domain/pricing/token-usage";

/** The small facts of an attempt as one integer; the view `attempt` takes them apart again. */
export function attemptFlags(attempt: Attempt): number {
  return (
    OUTCOME_CODES[attempt.outcome] |
    (USAGE_SOURCES.indexOf(attempt.usageSource) << 3) |
    (Number(attempt.final) << 5) |
    (Number(attempt.streamed) << 6) |
    (Number(attempt.usageInconsistent) << 7) |
    (Number(attempt.costEstimated) << 8) |
    ((attempt.httpStatus ?? 0) << 9) |
    (attempt.attempt << 19)
  );
}
