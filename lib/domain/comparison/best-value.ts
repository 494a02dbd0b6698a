import { message, t } from "@/lib/messages/translate";
import { formatMs, formatPercent } from "../format";
import { wilsonInterval } from "../statistics/proportion-interval";
import type { Candidate, Targets } from "./candidate";
import { latencyComparison, priceComparison, shareComparison } from "./concern-comparisons";
import { decide, leadProbability, undecided, type Verdict } from "./decide-comparison";

/**
 * The cheapest among the models whose worst case, by Wilson's interval and the p99 band, still meets the targets.
 *
 * A single one wins only where all others are shown to miss them, each at 95 %.
 */
export function bestValue(candidates: readonly Candidate[], targets: Targets): Verdict {
  const holding = candidates.map((candidate) => ({ candidate, ...holdsTargets(candidate, targets) }));
  const able = holding.filter(({ surely }) => surely).map(({ candidate }) => candidate);
  const perhaps = holding.filter(({ surely, possibly }) => !surely && possibly).map(({ candidate }) => candidate.model);
  const bar = t("errors ≤ {errorRate} and TTFT p99 ≤ {ttft}", {
    errorRate: formatPercent(targets.maxErrorRate),
    ttft: formatMs(targets.maxTtftP99Ms),
  });
  const n = candidates.reduce((sum, { failed }) => sum + (failed?.n ?? 0), 0);
  const [only] = able;
  if (!only) return undecided(n, t("no model is shown to hold {bar}", { bar }), null);
  if (able.length > 1) {
    const verdict = decide(priceComparison(able));
    return {
      ...verdict,
      why: t("{why}; among the {count} shown to hold {bar}", { why: verdict.why, count: able.length, bar }),
    };
  }
  const own = only.failed?.n ?? 0;
  if (priceComparison(able).entries[0]?.value == null) {
    return undecided(
      own,
      t("only {model} is shown to hold {bar}, and it is unpriced", { model: only.model, bar }),
      null,
    );
  }
  if (perhaps.length > 0) {
    return undecided(
      own,
      t("only {model} is shown to hold {bar}, which {others} may hold too", {
        model: only.model,
        bar,
        others: perhaps.join(", "),
      }),
      null,
    );
  }
  const rivals = candidates.filter((candidate) => candidate !== only && candidate.attempts > 0);
  const p = rivals.reduce((most, rival) => Math.max(most, heldProbability(candidates, only.model, rival.model)), 0);
  return {
    winner: only.model,
    why: t("the only model shown to hold {bar}", { bar }),
    n: own,
    effect: null,
    p: rivals.length > 0 ? p : null,
  };
}

/** How probable a lead in errors or in TTFT is by chance, of two tests: what one holds and the other misses is one of both. */
function heldProbability(candidates: readonly Candidate[], ahead: string, behind: string): number {
  const errors = shareComparison(candidates, ({ failed }) => failed, message("error rate"));
  const ttft = latencyComparison(candidates, "p99", ({ ttftMs }) => ttftMs);
  return Math.min(1, 2 * Math.min(leadProbability(errors, ahead, behind), leadProbability(ttft, ahead, behind)));
}

/** Whether a model meets the targets at its worst, and at its best, by its 95 % intervals. */
export function holdsTargets({ failed, ttftMs }: Candidate, targets: Targets): { surely: boolean; possibly: boolean } {
  const errors = failed && wilsonInterval({ hits: failed.value * failed.worth, n: failed.worth });
  const [least, most] = ttftMs.bands.p99;
  if (!errors) return { surely: false, possibly: false };
  return {
    surely: errors.high <= targets.maxErrorRate && most !== null && most <= targets.maxTtftP99Ms,
    possibly: errors.low <= targets.maxErrorRate && (least ?? 0) <= targets.maxTtftP99Ms,
  };
}
