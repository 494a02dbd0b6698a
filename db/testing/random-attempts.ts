import type { Attempt } from "@/lib/contract/attempt";
import { OUTCOMES } from "@/lib/domain/outcome";
import { BILLING_RULES } from "@/lib/domain/pricing/cost";
import { anAttempt } from "./given-attempts";

/** Attempts of every kind, spread over a window: streamed or not, failed, unpriced, without usage or tier. */
export function randomAttempts(random: () => number, n: number, window: { from: Date; to: Date }): Attempt[] {
  const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const whole = (max: number) => Math.floor(random() * max);
  const lengthUs = (window.to.getTime() - window.from.getTime()) * 1_000;
  return Array.from({ length: n }, () => {
    const durationUs = Math.floor(10 ** (2 + random() * 6));
    const streamed = random() < 0.5;
    const hasUsage = random() < 0.9;
    const isPriced = random() < 0.7;
    const output = whole(2_000);
    const attempt = anAttempt({
      startedAtUs: window.from.getTime() * 1_000 + Math.floor(random() * lengthUs),
      durationUs: durationUs % 17 === 0 ? null : durationUs,
      streamed,
      ttftUs: streamed && random() < 0.9 ? whole(durationUs + 1) : null,
      outcome: random() < 0.6 ? "ok" : pick(OUTCOMES),
      final: random() < 0.8,
      model: pick(["a", "b", "c"]),
      provider: pick(["p", "q"]),
      region: pick(["us", "eu"]),
      tier: pick(["gold", "silver", null]),
      app: pick(["chat", "search", "batch"]),
      operation: pick(["chat", "chat", "embedding", "image"]),
      team: pick(["red", "blue", null]),
      key: pick(["ci", null]),
      environment: pick(["production", "staging", null]),
      feature: pick(["summaries", null]),
      agent: pick(["planner", null]),
      stage: pick([1, 1, 2, 3]),
      consumer: pick(["c-1", "c-2", null]),
      session: pick(["s-1", null]),
      tags: pick([["plan:pro", "area:eu"], ["plan:free"], null]),
      inputTokens: hasUsage ? whole(50_000) : null,
      cachedInputTokens: hasUsage ? whole(100) : null,
      cacheWriteTokens: hasUsage ? whole(100) : null,
      outputTokens: hasUsage ? output : null,
      reasoningTokens: hasUsage ? whole(output + 1) : null,
      costPico: isPriced ? BigInt(whole(2 ** 31)) * 1_000_003n : null,
      costEstimated: isPriced && random() < 0.2,
      reportedCostPico: random() < 0.3 ? BigInt(whole(2 ** 31)) : null,
    });
    const isFree = attempt.costPico !== null && BILLING_RULES[attempt.outcome] === "nothing";
    return isFree ? { ...attempt, costPico: 0n } : attempt;
  });
}
