import { z } from "zod";
import type { Failover, TierPolicy } from "@/lib/contract/policy";
import { percentText, shiftDecimal } from "./shift-decimal";

const NUMBER_FIELDS = [
  "window_requests",
  "window_seconds",
  "min_requests",
  "min_failures",
  "cooldown_seconds",
  "dwell_seconds",
] as const satisfies readonly (keyof Failover)[];

export const LATENCY_CHOICES = ["ttft_ms", "duration_ms", "none"] as const;

const text = z.string().max(10_000);
const candidates = { primary: text, fallbacks: z.array(text).max(100) };

/** A policy as the form holds it: texts exactly as typed, shares in percent, regions in the order of their tabs. */
export const policyDraftSchema = z.strictObject({
  tier: text,
  description: text,
  ...candidates,
  timeout_ms: text,
  max_attempts: text,
  latency_metric: z.enum(LATENCY_CHOICES),
  latency_percentile: text,
  latency_max_ms: text,
  max_error_percent: text,
  window_requests: text,
  window_seconds: text,
  min_requests: text,
  min_failures: text,
  cooldown_seconds: text,
  dwell_seconds: text,
  ramp_percent: text,
  regions: z.array(z.strictObject({ region: text, ...candidates })).max(200),
});
export type PolicyDraft = z.infer<typeof policyDraftSchema>;
export type CandidatesDraft = Pick<PolicyDraft, "primary" | "fallbacks">;

/** What the form shows of a policy. A policy without a latency trigger keeps the usual one at hand. */
export function draftOf(policy: TierPolicy): PolicyDraft {
  const { failover } = policy;
  const latency = failover.latency ?? { percentile: 99, max_ms: 800 };
  return {
    tier: policy.tier,
    description: policy.description,
    primary: policy.primary,
    fallbacks: [...policy.fallbacks],
    timeout_ms: String(policy.timeout_ms),
    max_attempts: String(policy.max_attempts),
    latency_metric: failover.latency?.metric ?? "none",
    latency_percentile: String(latency.percentile),
    latency_max_ms: String(latency.max_ms),
    max_error_percent: percentText(failover.max_error_rate),
    window_requests: String(failover.window_requests),
    window_seconds: String(failover.window_seconds),
    min_requests: String(failover.min_requests),
    min_failures: String(failover.min_failures),
    cooldown_seconds: String(failover.cooldown_seconds),
    dwell_seconds: String(failover.dwell_seconds),
    ramp_percent: failover.ramp.map(percentText).join(", "),
    regions: Object.entries(policy.regions).map(([region, { primary, fallbacks }]) => ({
      region,
      primary,
      fallbacks: [...fallbacks],
    })),
  };
}

/** What the draft says, in the shape of the contract but not yet checked: what is no number is NaN, so no default steps in. */
export function policyInputOf(draft: PolicyDraft): Record<string, unknown> {
  const trimmed = ({ primary, fallbacks }: CandidatesDraft) => ({
    primary: primary.trim(),
    fallbacks: fallbacks.map((name) => name.trim()),
  });
  const numbers = Object.fromEntries(NUMBER_FIELDS.map((field) => [field, numberOf(draft[field])]));
  const latency =
    draft.latency_metric === "none"
      ? null
      : {
          metric: draft.latency_metric,
          percentile: numberOf(draft.latency_percentile),
          max_ms: numberOf(draft.latency_max_ms),
        };
  return {
    tier: draft.tier.trim(),
    description: draft.description.trim(),
    ...trimmed(draft),
    timeout_ms: numberOf(draft.timeout_ms),
    max_attempts: numberOf(draft.max_attempts),
    failover: {
      latency,
      max_error_rate: shiftDecimal(draft.max_error_percent, -2),
      ...numbers,
      ramp: rampTexts(draft).map((share) => shiftDecimal(share, -2)),
    },
    regions: Object.fromEntries(draft.regions.map(({ region, ...rest }) => [region.trim(), trimmed(rest)])),
  };
}

/** The typed steps of the ramp, without their percent signs. */
function rampTexts(draft: Pick<PolicyDraft, "ramp_percent">): string[] {
  const typed = draft.ramp_percent.trim();
  return typed === ""
    ? []
    : typed
        .split(/[,;\s]+/)
        .filter((step) => step !== "%" && step !== "")
        .map((step) => step.replace(/%$/, ""));
}

function numberOf(typed: string): number {
  return shiftDecimal(typed, 0);
}
