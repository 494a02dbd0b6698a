import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeUsageRecords } from "@/db/usage-records/store-usage-records";
import type { BilledUsage } from "@/lib/contract/billed-usage";
import { DAY_US } from "@/lib/domain/time/units";
import type { Sql } from "../client";

/** A plausible stored usage record of 1 March 2026; a test names only what it is about. */
export function aUsage(overrides: Partial<BilledUsage> = {}): BilledUsage {
  const startsAtUs = Date.UTC(2026, 2, 1) * 1_000;
  return {
    id: crypto.randomUUID(),
    startsAtUs,
    endsAtUs: (overrides.startsAtUs ?? startsAtUs) + DAY_US,
    provider: "anthropic",
    issuer: null,
    model: "claude-haiku-4-5",
    team: null,
    app: null,
    key: null,
    operation: null,
    inputTokens: null,
    cachedInputTokens: null,
    cacheWriteTokens: null,
    cacheWrite1hTokens: null,
    outputTokens: null,
    reasoningTokens: null,
    audioInputTokens: null,
    audioOutputTokens: null,
    imageInputTokens: null,
    units: null,
    amountPico: 5_000_000_000_000n,
    currency: "USD",
    costPico: 5_000_000_000_000n,
    costEstimated: false,
    priceId: null,
    source: "console",
    revision: 0,
    ...overrides,
  };
}

/** Stores usage records, as a post of them does. */
export function givenUsage(sql: Sql, records: readonly BilledUsage[]) {
  return storeUsageRecords(sql, {
    records,
    codes: new DimensionCodes(),
    replacing: "by revision",
    apiKeyId: null,
    nowUs: Date.UTC(2026, 2, 20) * 1_000,
  });
}
