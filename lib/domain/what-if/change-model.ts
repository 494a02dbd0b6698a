import { divideHalfEven } from "../pricing/divide-half-even";
import type { TokenUsage } from "../pricing/token-usage";
import type { ModelChange, PricedModel } from "./changes";
import { type Lot, matches, type Side, splitLot, WHOLE } from "./lots";
import type { Outcome } from "./outcome-of-change";
import { type Prices, worthOf } from "./worth-of";

/** By how much a model's token counts may differ from another's for the same traffic; 1 is the same. */
export type LengthRange = { low: number; high: number };
export type Lengths = { input: LengthRange; output: LengthRange };
export type LengthsOf = (from: PricedModel, to: PricedModel) => Lengths;

/** Lots, or a share of them, at another model's prices; what has no price there stays where it is. */
export function changeModel(
  lots: readonly Lot[],
  { where, share, to }: ModelChange,
  { prices, lengthsOf }: { prices: Prices; lengthsOf: LengthsOf },
): Outcome {
  const unpriced: Lot[] = [];
  const touched: Lot[] = [];
  const next = lots.flatMap((lot) => {
    const isThere = lot.model === to.model && lot.provider === to.provider;
    if (isThere || !matches(lot, where)) return lot;
    const { part, rest } = splitLot(lot, share);
    if (part === null) return lot;
    const moved = moveLot(part, to, { prices, lengths: lengthsOf(lot, to) });
    if (moved === null) {
      unpriced.push(part);
      return lot;
    }
    touched.push(moved);
    return rest ? [rest, moved] : moved;
  });
  return { lots: next, touched, unpriced };
}

function moveLot(lot: Lot, to: PricedModel, { prices, lengths }: { prices: Prices; lengths: Lengths }): Lot | null {
  const there = { ...lot, ...to };
  const sideOf = ({ tokens }: Side, end: "low" | "high"): Side | null => {
    const scaled = scaleTokens(tokens, lengths, end);
    const value = worthOf(prices, there, scaled);
    return value === null ? null : { tokens: scaled, pico: divideHalfEven(value * lot.weight, WHOLE) };
  };
  const low = sideOf(lot.low, "low");
  const high = sideOf(lot.high, "high");
  return low && high && { ...there, low, high };
}

function scaleTokens(tokens: TokenUsage, { input, output }: Lengths, end: "low" | "high"): TokenUsage {
  const scale = (count: number, by: number) => (by === 1 ? count : Math.round(count * by));
  return {
    uncachedInput: scale(tokens.uncachedInput, input[end]),
    cachedInput: scale(tokens.cachedInput, input[end]),
    cacheWrite: scale(tokens.cacheWrite, input[end]),
    output: scale(tokens.output, output[end]),
    reasoning: scale(tokens.reasoning, output[end]),
  };
}
