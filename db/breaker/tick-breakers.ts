import { insertFailovers, type NewFailover } from "@/db/breaker/insert-failovers";
import type { Db } from "@/db/client";
import { liveBreaker, takeTick } from "@/lib/breaker/breaker";
import type { PublishedPolicy } from "@/lib/contract/policy";
import { type Breaker, breakerId, newBreaker } from "./breaker-row";
import { consumeFeed } from "./consume-feed";
import { loadBreakers } from "./load-breakers";
import { lockBreakers } from "./lock-breakers";
import { saveBreakers } from "./save-breakers";
import { touchBreakers } from "./touch-breakers";

export type TickInput = { policy: PublishedPolicy; region: string; models: readonly string[]; nowUs: number };

/**
 * The breakers of some models of a tier and region at the moment of a decision, in the order asked.
 *
 * Where that moment makes one half-open, the transition is stored, once, whoever else decides at the same time.
 */
export async function tickBreakers(db: Db, input: TickInput): Promise<Breaker[]> {
  const known = await candidates(db, input);
  if (!tick(known, input).some((ticked) => ticked.events.length > 0)) {
    await touchBreakers(db, known, input.nowUs);
    return tick(known, input).map((ticked) => ticked.breaker);
  }
  return db.transaction(async (tx) => {
    await lockBreakers(tx);
    await consumeFeed(tx);
    const ticked = tick(await candidates(tx, input), input);
    const moved = ticked.map(({ breaker }) => breaker);
    // Those without a transition too: their clocks moved with it.
    await saveBreakers(tx, moved);
    await insertFailovers(
      tx,
      ticked.flatMap(({ events }) => events),
    );
    return moved;
  });
}

async function candidates(db: Db, { policy: { tier }, region, models }: TickInput): Promise<Breaker[]> {
  const keys = models.map((model) => ({ tier, region, model }));
  const stored = await loadBreakers(db, keys);
  return keys.map((key) => stored.get(breakerId(key)) ?? newBreaker(key));
}

function tick(breakers: readonly Breaker[], { policy, nowUs }: TickInput) {
  return breakers.map((breaker): { breaker: Breaker; events: NewFailover[] } => {
    const state = liveBreaker(breaker.state);
    const events = takeTick(state, nowUs, policy.failover);
    const { tier, region, model } = breaker;
    const evidence = { tier, region, model, policyVersion: policy.version, source: "decision" } as const;
    return { breaker: { ...breaker, state }, events: events.map((event) => ({ ...event, ...evidence })) };
  });
}
