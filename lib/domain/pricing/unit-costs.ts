import { divideHalfEven } from "./divide-half-even";
import { PRICED_SHARE_MIN } from "./priced-usage";

/** What was paid and for how many attempts it is known; pico USD. */
export type KnownCost = { picoUsd: bigint | null; attempts: number; priced: number };

/** Spend per thousand requests, in pico USD; null without requests, or where the cost of too many attempts is unknown. */
export function usdPerThousandRequests(cost: KnownCost, requests: number): bigint | null {
  return shareOut(cost, requests, 1_000n);
}

/** Spend per request that was answered, what others cost included; null as usdPerThousandRequests. */
export function usdPerAnsweredRequest(cost: KnownCost, answered: number): bigint | null {
  return shareOut(cost, answered, 1n);
}

function shareOut({ picoUsd, attempts, priced }: KnownCost, requests: number, size: bigint): bigint | null {
  if (picoUsd === null || requests <= 0 || priced < attempts * PRICED_SHARE_MIN) return null;
  return divideHalfEven(picoUsd * size, BigInt(requests));
}
