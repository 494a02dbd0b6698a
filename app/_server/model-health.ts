import type { ModelHealth } from "@/components/policies/model-health";
import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import { listBreakerStates } from "@/db/breaker/list-breaker-states";
import { formatInstantUs } from "@/lib/domain/instant";
import { getReadDb } from "./runtime";

/** The health of every model, or of a tier's, at a moment: everything answered before has been judged. */
export async function readModelHealth(now: Date, tier?: string): Promise<ModelHealth[]> {
  const db = getReadDb();
  await drainBreakerFeed(db);
  const states = await listBreakerStates(db, { nowUs: now.getTime() * 1000, ...(tier !== undefined && { tier }) });
  return states.map(({ sinceUs, errorRate, latencyMs, ...state }) => ({
    ...state,
    since: sinceUs === null ? null : formatInstantUs(sinceUs),
    error_rate: errorRate,
    latency_ms: latencyMs,
  }));
}
