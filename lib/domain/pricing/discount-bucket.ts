import type { FeeUnit } from "./call-units";
import type { DiscountBucket } from "./discount-rule";
import type { RateName } from "./price";

const INPUT_KINDS: ReadonlyMap<RateName | FeeUnit, DiscountBucket> = new Map([
  ["input", "input"],
  ["audioInput", "input"],
  ["imageInput", "input"],
  ["cachedInput", "cached_input"],
  ["cachedAudioInput", "cached_input"],
  ["cacheWrite", "cache_write"],
  ["cacheWrite1h", "cache_write"],
]);

/** What of a rule's a charge belongs to. */
export function discountBucket(kind: RateName | FeeUnit, isFee: boolean): DiscountBucket {
  return isFee ? "fees" : (INPUT_KINDS.get(kind) ?? "output");
}
