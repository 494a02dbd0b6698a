import type { Operation } from "@/lib/domain/operation";
import type { Outcome } from "@/lib/domain/outcome";
import type { CallUnits } from "@/lib/domain/pricing/call-units";
import type { UsageSource } from "@/lib/domain/pricing/token-usage";

/**
 * One upstream attempt as it is stored: defaults filled in, alias resolved, outcome settled, cost worked out.
 *
 * Instants and durations in µs, money in 10⁻¹² USD. Null is "unknown", never zero.
 */
export type Attempt = {
  id: string;
  startedAtUs: number;
  /** Null where nobody measured it; its latency is then unknown, and no breaker or back-test sees it. */
  durationUs: number | null;
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
  operation: Operation;
  team: string | null;
  /** Who called: the name of a principal or of its key, never a secret. */
  key: string | null;
  environment: string | null;
  feature: string | null;
  agent: string | null;
  /** Which step of a cascade, from 1. */
  stage: number;
  /** For whom the call was made: an end user or customer. */
  consumer: string | null;
  session: string | null;
  router: string | null;
  errorCode: string | null;
  serviceTier: string | null;
  policyVersion: number | null;
  httpStatus: number | null;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  /** The part of cacheWriteTokens that is kept for an hour. */
  cacheWrite1hTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  /** Parts of the input or output that are not text. */
  audioInputTokens: number | null;
  audioOutputTokens: number | null;
  imageInputTokens: number | null;
  units: CallUnits | null;
  /** Which state of usage and cost this is; a higher one replaces a lower one. */
  revision: number;
  usageSource: UsageSource;
  usageInconsistent: boolean;
  costPico: bigint | null;
  costEstimated: boolean;
  reportedCostPico: bigint | null;
  priceId: number | null;
  traceId: string | null;
  tags: readonly string[] | null;
};
