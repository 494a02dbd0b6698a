import type { Limits } from "@/lib/domain/rehearsal/limits";
import type { Db } from "../client";
import { listUpstreams } from "../upstreams/list-upstreams";
import { toTerms } from "../upstreams/upstream-row";

/** What each model is declared to take: the sum over the enabled upstreams that serve it; null where one of them declares nothing. */
export async function readLimits(db: Db): Promise<Map<string, Limits>> {
  const limits = new Map<string, Limits>();
  for (const terms of (await listUpstreams(db)).map(toTerms)) {
    if (!terms.is_enabled) continue;
    const own = {
      requestsPerMinute: terms.requests_per_minute,
      tokensPerMinute: terms.tokens_per_minute,
      maxConcurrency: terms.max_concurrency,
    };
    for (const model of new Set(terms.models.map((one) => one.model))) {
      const before = limits.get(model);
      limits.set(model, before ? addLimits(before, own) : own);
    }
  }
  return limits;
}

function addLimits(one: Limits, other: Limits): Limits {
  const sum = (name: keyof Limits) => {
    const [a, b] = [one[name], other[name]];
    return a === null || b === null ? null : a + b;
  };
  return {
    requestsPerMinute: sum("requestsPerMinute"),
    tokensPerMinute: sum("tokensPerMinute"),
    maxConcurrency: sum("maxConcurrency"),
  };
}
