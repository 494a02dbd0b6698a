import type { CallUnits } from "@/lib/domain/pricing/call-units";

/** The dimensions by which usage records are told apart; null is all values, `unassigned` what none is named for. */
export const USAGE_DIMENSIONS = ["provider", "model", "team", "app", "key", "operation"] as const;
export type UsageDimension = (typeof USAGE_DIMENSIONS)[number];

/** What of usage is a count of tokens, as a record has it; null is "unknown". */
export type UsageTokens = {
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  cacheWrite1hTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  audioInputTokens: number | null;
  audioOutputTokens: number | null;
  imageInputTokens: number | null;
};

/** What a usage record is about: a half-open span of whole hours, and whose usage it has. */
export type UsageSpan = { startsAtUs: number; endsAtUs: number } & Record<
  Exclude<UsageDimension, "provider">,
  string | null
> & {
    provider: string;
    /** Who bills it where that is not the provider: two bills are never about the same usage. */
    issuer: string | null;
  };

/** A usage record as it is stored: names settled, cost worked out. Instants in µs, money in 10⁻¹². */
export type BilledUsage = UsageSpan &
  UsageTokens & {
    id: string;
    units: CallUnits | null;
    /** What the source charges, in its own currency. */
    amountPico: bigint | null;
    currency: string | null;
    /** In USD; null where there is neither an amount in USD nor a price for the tokens. */
    costPico: bigint | null;
    /** Whether the cost is the tokens at list price. */
    costEstimated: boolean;
    priceId: number | null;
    source: string;
    revision: number;
  };
