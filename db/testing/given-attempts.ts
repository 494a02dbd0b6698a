import { DimensionCodes } from "@/db/dimensions/dimension-codes";
import { storeAttempts } from "@/db/ingest/store-attempts";
import type { Attempt } from "@/lib/contract/attempt";
import type { Sql } from "../client";

/** A plausible stored attempt; a test names only what it is about. */
export function anAttempt(overrides: Partial<Attempt> = {}): Attempt {
  return {
    id: crypto.randomUUID(),
    startedAtUs: Date.UTC(2026, 2, 1, 12) * 1_000,
    durationUs: 800_000,
    ttftUs: null,
    streamed: false,
    outcome: "ok",
    requestId: null,
    attempt: 1,
    final: true,
    model: "deepseek-v4-flash",
    requestedModel: null,
    provider: "deepseek",
    region: "us-east-1",
    tier: "standard",
    app: "chat",
    operation: "chat",
    team: null,
    key: null,
    environment: null,
    feature: null,
    agent: null,
    stage: 1,
    consumer: null,
    session: null,
    router: null,
    errorCode: null,
    serviceTier: null,
    policyVersion: null,
    httpStatus: null,
    inputTokens: 1_000,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: null,
    outputTokens: 200,
    reasoningTokens: 0,
    audioInputTokens: null,
    audioOutputTokens: null,
    imageInputTokens: null,
    units: null,
    revision: 0,
    usageSource: "reported",
    usageInconsistent: false,
    costPico: 350_000_000n,
    costEstimated: false,
    reportedCostPico: null,
    priceId: null,
    traceId: null,
    tags: null,
    ...overrides,
  };
}

/** Stores attempts as ingest does: raw rows and pending deltas, nothing folded. */
export async function givenAttempts(sql: Sql, attempts: readonly Attempt[], now = new Date()): Promise<void> {
  await storeAttempts(sql, { posts: [attempts], codes: new DimensionCodes(), nowUs: now.getTime() * 1_000 });
}
