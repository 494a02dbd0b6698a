import type { Attempt } from "@/lib/contract/attempt";
import { OUTCOME_CODES, outcomeOfCode } from "@/lib/domain/outcome";
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

/** Whether an attempt is the last of its request. */
const FINAL_FLAG = 1 << 5;

/** The bits of which attempt of its request one is, and whether it is the last. */
export const RANK_FLAGS = FINAL_FLAG | (1_023 << 19);

export function rankFlags({ attempt, final }: Pick<Attempt, "attempt" | "final">): number {
  return (final ? FINAL_FLAG : 0) | (attempt << 19);
}

/** The bits of what a revision replaces: usage source, usage inconsistent, cost estimated. */
export const USAGE_FLAGS = (3 << 3) | (1 << 7) | (1 << 8);

/** What of an attempt's flags is counted. */
export function countedFlags(flags: number): Pick<Attempt, "outcome" | "final" | "streamed" | "costEstimated"> {
  return {
    outcome: outcomeOfCode(flags & 7),
    final: (flags & FINAL_FLAG) !== 0,
    streamed: (flags & (1 << 6)) !== 0,
    costEstimated: (flags & (1 << 8)) !== 0,
  };
}
