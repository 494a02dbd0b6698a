import type { Outcome } from "@/lib/domain/outcome";
import type { UsageSource } from "@/lib/domain/pricing/token-usage";

/**
 * One upstream attempt as it is stored: defaults filled in, alias resolved, outcome settled, cost worked out.
 *
 * Instants and durations in µs, money in 10⁻¹² USD. Null is "unknown", never zero.
 */
export type Attempt = {
  id: string;
  startedAtUs: number;
  durationUs: number;
  ttftUs: number | null;
  streamed: boolean;
  outcome: Outcome;
  /** Null where it is the same as the id. */
  requestId: string | null;
  attempt: number;
  final: boolean;
  model: string;
  /** The name the router sent or was asked for, where it is not the model's own. */
  requestedModel: string | null;
  provider: string;
  region: string;
  tier: string | null;
  app: string;
  router: string | null;
  errorCode: string | null;
  serviceTier: string | null;
  policyVersion: number | null;
  httpStatus: number | null;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  usageSource: UsageSource;
  usageInconsistent: boolean;
  costPico: bigint | null;
  costEstimated: boolean;
  reportedCostPico: bigint | null;
  priceId: number | null;
  traceId: string | null;
  tags: readonly string[] | null;
};
