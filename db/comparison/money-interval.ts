import type { MoneyInterval } from "@/lib/contract/comparison";
import { formatUsd } from "@/lib/domain/pricing/usd";
import { type RatioBlock, ratioInterval } from "@/lib/domain/statistics/ratio-interval";

/** Money by something over consecutive blocks of time, times `units`, with its 95 % interval; null where there is nothing to divide by. */
export function moneyInterval(blocks: readonly RatioBlock[], units: number): MoneyInterval | null {
  const top = blocks.reduce((sum, block) => sum + block.top, 0);
  const bottom = blocks.reduce((sum, block) => sum + block.bottom, 0);
  if (bottom === 0) return null;
  const interval = ratioInterval(blocks);
  const usd = (pico: number) => formatUsd(BigInt(Math.round(Math.max(0, pico) * units)));
  return { value: usd(top / bottom), low: interval && usd(interval.low), high: interval && usd(interval.high) };
}
