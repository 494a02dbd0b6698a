import { message, t } from "@/lib/messages/translate";
import { bestValue } from "./best-value";
import { type Candidate, DEFAULT_TARGETS, type Targets } from "./candidate";
import {
  latencyComparison,
  priceComparison,
  shareComparison,
  tailComparison,
  throughputComparison,
} from "./concern-comparisons";
import type { Concern } from "./concerns";
import { controlFamily } from "./control-family";
import { decide, undecided, type Verdict } from "./decide-comparison";

/** `scope` is the region of a concern that is of one. */
export type Winner = { concern: Concern; scope: string | null } & Verdict;

/** Which model wins each concern on the evidence given, and why; winner null where it does not decide. */
export function findWinners(candidates: readonly Candidate[], targets: Targets = DEFAULT_TARGETS): Winner[] {
  const row = (concern: Concern, verdict: Verdict, scope: string | null = null): Winner => ({
    concern,
    scope,
    ...verdict,
  });
  const isSized = candidates.some(({ longDurationMs }) => longDurationMs !== null);
  const regions = [...new Set(candidates.flatMap(({ durationMsByRegion }) => [...durationMsByRegion.keys()]))].sort();
  return controlFamily([
    row("lowest_usd_per_m_output", decide(priceComparison(candidates))),
    row("lowest_ttft_p99", decide(latencyComparison(candidates, "p99", ({ ttftMs }) => ttftMs))),
    row("lowest_duration_p99", decide(latencyComparison(candidates, "p99", ({ durationMs }) => durationMs))),
    row("steadiest_tail", decide(tailComparison(candidates))),
    row("lowest_error_rate", decide(shareComparison(candidates, ({ failed }) => failed, message("error rate")))),
    row("fewest_rate_limits", decide(shareComparison(candidates, ({ rateLimited }) => rateLimited, message("429s")))),
    row("highest_uptime", decide(shareComparison(candidates, ({ down }) => down, message("minutes down")))),
    row("highest_throughput", decide(throughputComparison(candidates))),
    row(
      "long_prompts",
      isSized
        ? decide(latencyComparison(candidates, "p95", ({ longDurationMs }) => longDurationMs))
        : undecided(0, t("input sizes are not in the mix"), null),
    ),
    ...regions.map((region) =>
      row(
        "region_duration_p99",
        decide(latencyComparison(candidates, "p99", (candidate) => candidate.durationMsByRegion.get(region) ?? null)),
        region,
      ),
    ),
    row("best_quality", qualityVerdict(candidates)),
    row("best_value", bestValue(candidates, targets)),
  ]);
}

function qualityVerdict(candidates: readonly Candidate[]): Verdict {
  if (candidates.every(({ quality }) => quality === null)) return undecided(0, t("no scores of this traffic"), null);
  return decide({
    entries: candidates.map(({ model, quality }) => ({
      model,
      n: quality?.n ?? 0,
      value: quality?.mean ?? null,
      low: quality?.low ?? null,
      high: quality?.high ?? null,
    })),
    ...{ sign: -1, unit: "score", show: (score) => (score === null ? "—" : score.toFixed(3)), what: t("mean score") },
  });
}
