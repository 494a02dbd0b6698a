import { divideHalfEven } from "../pricing/divide-half-even";
import { type Interval, newcombeInterval } from "../statistics/proportion-interval";

/** What was seen of some attempts: judged ones, failures, and of the successes how many were slower than the trigger's limit. */
export type Observed = {
  n: number;
  failures: number;
  /** Latency samples, and those above the limit; both 0 where the policy looks at no latency. */
  samples: number;
  slow: number;
  /** Medians of successes in ms; null of none. */
  ttftMs: number | null;
  durationMs: number | null;
  priced: number;
  costPico: bigint;
};

export type VerdictInput = {
  reason: "error_rate" | "latency";
  /** The policy's limits when it opened: a share of failures, and the share of samples that may be slow. */
  maxErrorRate: number;
  maxSlowShare: number | null;
  /** Of the model in the hour before it opened. */
  before: Observed;
  /** Of the model while it was avoided, before probes that succeeded: failed probes, and what other tiers sent it in the region. */
  meanwhile: Observed;
  /** Of the models that stood in for it, in its tier and region. */
  fallbacks: Observed;
};

export const JUDGEMENTS = ["helped", "needless", "unclear", "no_evidence"] as const;
type Judgement = (typeof JUDGEMENTS)[number];

export type Verdict = {
  judgement: Judgement;
  /** Attempts that fallbacks answered instead. */
  moved: number;
  /** Failures fewer than the model would have had, with a 95 % interval; null where it was hardly tried meanwhile. */
  failuresAvoided: Interval | null;
  /** What the fallbacks cost more than the model does an attempt, times the moved; null where either has no price. */
  addedPicoUsd: bigint | null;
  /** How much slower the fallbacks' median was, in ms; negative is faster. */
  addedTtftMs: number | null;
  addedDurationMs: number | null;
};

/** Under so many attempts of the model nothing is said of whether it was well. */
const EVIDENCE_MIN = 10;

/**
 * Whether avoiding a model helped, by what was seen of it meanwhile.
 *
 * Needless where it was within the limits all the while; helped where the fallbacks failed less (or were fewer times slow)
 * beyond doubt; unclear in between, and nothing is said where it was hardly tried.
 */
export function failoverVerdict(input: VerdictInput): Verdict {
  const { before, meanwhile, fallbacks } = input;
  const moved = fallbacks.n;
  const isTried = meanwhile.n >= EVIDENCE_MIN;
  const failures = isTried
    ? newcombeInterval({ hits: meanwhile.failures, n: meanwhile.n }, { hits: fallbacks.failures, n: fallbacks.n })
    : null;
  const usual = isTried ? meanwhile : before;
  return {
    judgement: judge(input, failures),
    moved,
    failuresAvoided: failures && {
      value: failures.value * moved,
      low: failures.low * moved,
      high: failures.high * moved,
    },
    addedPicoUsd: addedCost(usual, fallbacks),
    addedTtftMs: difference(fallbacks.ttftMs, usual.ttftMs),
    addedDurationMs: difference(fallbacks.durationMs, usual.durationMs),
  };
}

function judge(
  { reason, maxErrorRate, maxSlowShare, meanwhile, fallbacks }: VerdictInput,
  failures: Interval | null,
): Judgement {
  const isSlowness = reason === "latency" && maxSlowShare !== null;
  const [n, bad] = isSlowness ? [meanwhile.samples, meanwhile.slow] : [meanwhile.n, meanwhile.failures];
  if (n < EVIDENCE_MIN) return "no_evidence";
  if (bad / n <= (isSlowness ? maxSlowShare : maxErrorRate)) return "needless";
  const gain = isSlowness
    ? newcombeInterval({ hits: bad, n }, { hits: fallbacks.slow, n: fallbacks.samples })
    : failures;
  return gain && gain.low > 0 ? "helped" : "unclear";
}

function addedCost(usual: Observed, fallbacks: Observed): bigint | null {
  if (usual.priced === 0 || fallbacks.priced === 0) return null;
  const instead = divideHalfEven(usual.costPico * BigInt(fallbacks.priced), BigInt(usual.priced));
  return fallbacks.costPico - instead;
}

function difference(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}
