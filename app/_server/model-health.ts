import { drainBreakerFeed } from "@/db/breaker/drain-breaker-feed";
import { listBreakerStates } from "@/db/breaker/list-breaker-states";
import type { BreakerHealth, Breakers, BreakersFilter } from "@/lib/contract/breakers";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { getReadDb } from "./runtime";

/** The health of every model, or of a tier's, at a moment: everything answered before has been judged. */
export async function readModelHealth(now: Date, tier?: string): Promise<BreakerHealth[]> {
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

/** The health of the models that filters let through, now. */
export async function answerBreakers({ tier, region, model }: BreakersFilter): Promise<Breakers> {
  const now = new Date();
  const lets = (wanted: readonly string[], value: string) => wanted.length === 0 || wanted.includes(value);
  const all = await readModelHealth(now);
  const breakers = all.filter((one) => lets(tier, one.tier) && lets(region, one.region) && lets(model, one.model));
  return { as_of: now.toISOString(), breakers };
}
