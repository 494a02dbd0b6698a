import type { Tone } from "@/components/ui/tone";
import type { ComparedShare } from "@/lib/contract/comparison";
import type { PolicyBundle } from "@/lib/contract/policy";
import { DEFAULT_FAILOVER } from "@/lib/domain/policies/default-failover";
import { t } from "@/lib/messages/translate";

/** What figures are coloured against: a limit and the percentile that it is of, and how long a call may take. */
export type CompareTargets = {
  ttftP99Ms: number;
  durationP99Ms: number;
  errorRate: number;
  /** Whose limits they are. */
  source: string;
};

const USUAL_TIMEOUT_MS = 10_000;
const HITS_MIN = 2;

/** The limits of the tier that is compared in; of several tiers, or one without a policy, the usual ones. */
export function targetsOf(bundle: PolicyBundle | undefined, tiers: readonly string[]): CompareTargets {
  const [tier] = tiers;
  const policy = tiers.length === 1 && tier !== undefined ? bundle?.tiers[tier] : undefined;
  const latency = policy?.failover.latency ?? null;
  return {
    ttftP99Ms: latency?.metric === "ttft_ms" ? latency.max_ms : DEFAULT_FAILOVER.latency.max_ms,
    durationP99Ms: latency?.metric === "duration_ms" ? latency.max_ms : (policy?.timeout_ms ?? USUAL_TIMEOUT_MS),
    errorRate: policy?.failover.max_error_rate ?? DEFAULT_FAILOVER.max_error_rate,
    source: policy ? t("limits of the {tier} policy", { tier: policy.tier }) : t("usual limits"),
  };
}

type Bounded = { value: number | null; low: number | null; high: number | null };

/** Good where the whole interval holds a limit, bad where none of it does, else not known for sure. */
export function toneAgainst({ value, low, high }: Bounded, limit: number): Tone {
  if (value === null) return "neutral";
  if (high !== null && high <= limit) return "good";
  return low !== null && low > limit ? "bad" : "warn";
}

/** The same of a share of attempts, of which fewer than two independent failures are not enough to call it bad. */
export function toneOfShare(share: ComparedShare | null, limit: number): Tone {
  if (share === null) return "neutral";
  const tone = toneAgainst(share, limit);
  return tone === "bad" && share.value * share.effective_n < HITS_MIN ? "warn" : tone;
}
