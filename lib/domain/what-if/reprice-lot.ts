import { divideHalfEven } from "../pricing/divide-half-even";
import type { TokenUsage } from "../pricing/token-usage";
import { type Lot, type Side, WHOLE } from "./lots";

type Worth = { was: bigint; is: bigint };

/**
 * A cost in the proportion in which the worth of its tokens changed.
 *
 * Whatever the recorded cost has that a list price does not explain, a discount for instance, stays in proportion. Where the
 * tokens were worth nothing before, what they are worth now is added.
 */
function inProportion(pico: bigint, { was, is }: Worth, weight: bigint): bigint {
  if (was === is) return pico;
  if (was === 0n) return pico + divideHalfEven(is * weight, WHOLE);
  return divideHalfEven(pico * is, was);
}

/** A lot both of whose sides cost in proportion to another worth; null where one side's worth is not known. */
export function repriceLot(
  lot: Lot,
  { was, is, tokens }: { was: WorthOf; is: WorthOf; tokens?: (side: Side) => TokenUsage },
): Lot | null {
  const sideOf = (side: Side): Side | null => {
    const next = tokens ? tokens(side) : side.tokens;
    const [before, after] = [was(side.tokens), is(next)];
    if (before === null || after === null) return null;
    return { tokens: next, pico: inProportion(side.pico, { was: before, is: after }, lot.weight) };
  };
  const low = sideOf(lot.low);
  const high = lot.high === lot.low ? low : sideOf(lot.high);
  return low && high && { ...lot, low, high };
}

type WorthOf = (tokens: TokenUsage) => bigint | null;
