import type { Reliability } from "@/lib/contract/sla";
import { countFailed, OUTCOMES } from "@/lib/domain/outcome";
import { formatUsdOrNull } from "@/lib/domain/pricing/usd";
import { okShare } from "@/lib/domain/uptime/uptime";
import { addSums } from "../aggregates/aggregate-stats";
import type { AggregateGroups, Retention } from "../aggregates/group-types";
import type { RollupSum } from "../schema/rollup-columns";
import { type LeftOut, uptimeOf } from "./sla-groups";

export const RELIABILITY_SUMS = [
  "final_ok",
  "final_failed",
  "retried",
  "retried_cost_pico",
] as const satisfies readonly RollupSum[];
const SUMS = [...OUTCOMES, ...RELIABILITY_SUMS] as const;
type ReliabilitySum = (typeof SUMS)[number];

type ReliabilityContext = { leftOut: LeftOut; retention: Retention };

/**
 * Attempts beside the requests they were made for, without what is excluded: between the two lies what failover rescued.
 *
 * 429s are failures here whatever uptime takes them for: a request is judged so too.
 */
export function reliabilityOf(read: AggregateGroups<ReliabilitySum>, context: ReliabilityContext): Reliability {
  const { leftOut, retention } = context;
  const counted = read.groups.filter(({ bucket, names }) => leftOut(uptimeOf(names))[bucket] === false);
  const sums = addSums(SUMS, counted);
  const attempts = { ok: sums.ok, failed: countFailed(sums) };
  const requests = { ok: sums.final_ok, failed: sums.final_failed };
  const isKnown = read.from >= (retention.partsKnownFrom ?? Number.NEGATIVE_INFINITY);
  return {
    attempts: { ...attempts, success: okShare(attempts) },
    requests: { ...requests, success: okShare(requests) },
    followed: Math.max(0, attempts.failed - requests.failed),
    extra_attempts: isKnown ? sums.retried : null,
    extra_cost_usd: isKnown ? formatUsdOrNull(sums.retried_cost_pico) : null,
  };
}
