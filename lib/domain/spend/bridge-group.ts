import { divideHalfEven } from "../pricing/divide-half-even";
import { halveTerms } from "./halve-terms";

/** Tokens by what they are charged as. */
export type BridgeTokens = { input: bigint; cachedInput: bigint; cacheWrite: bigint; output: bigint };

/** What one model at one provider did in a period. */
export type BridgePeriod = {
  /** Without attempts it was not used, and everything else is 0. */
  attempts: number;
  tokens: BridgeTokens;
  /** Cost in pico USD; of it, the cost of attempts that gave no answer, 0 where that is not known. */
  cost: bigint;
  waste: bigint;
  /** Whether nearly all of its tokens have a price, and its cost is one of tokens. */
  isSplittable: boolean;
  /** What a token of each kind was listed at; null where no price is known. In any unit: only their ratios count. */
  rates: BridgeTokens | null;
};

export const BRIDGE_TERMS = [
  "volume",
  "mix",
  "cache",
  "price",
  "waste",
  "new_models",
  "gone_models",
  "usage_records",
  "capacity",
  "other",
] as const;
export type BridgeTerm = (typeof BRIDGE_TERMS)[number];

/** In the order in which they change along a path. */
const FACTORS = ["volume", "mix", "cache", "price", "waste"] as const satisfies readonly BridgeTerm[];
type Factor = (typeof FACTORS)[number];
/** Of each factor, the period that its value is of. */
type Point = Record<Factor, 0 | 1>;
type Pair<T> = readonly [T, T];

export type GroupTerms = Partial<Record<BridgeTerm, bigint>>;

/**
 * What of the difference of one model's cost is of which term; the terms add up to it exactly.
 *
 * cost = tokens of all continuing models × its share of them, as input and as output × list value of a token with this share of
 * cache × paid / list value × (1 + waste / paid). From the one period to the other the factors change one after the other, once
 * in the order of FACTORS and once in the reverse, and a term is the mean of both: the average of the two polar decompositions
 * (Dietzenbacher and Los, Economic Systems Research 10, 1998). What is in between is rounded to a pico, and cancels out.
 */
export function bridgeGroup(periods: Pair<BridgePeriod>, totals: Pair<bigint>): GroupTerms {
  const [before, after] = periods;
  if (before.attempts === 0) return { new_models: after.cost };
  if (after.attempts === 0) return { gone_models: -before.cost };
  if (!isContinuing(periods)) return { other: after.cost - before.cost };
  const valueAt = valuation([comparable(before, after), comparable(after, before)], totals);
  const doubled = FACTORS.map((factor, index) => {
    const [earlier, later] = [FACTORS.slice(0, index), FACTORS.slice(index + 1)];
    const forward = valueAt(pointOf([...earlier, factor])) - valueAt(pointOf(earlier));
    const reverse = valueAt(pointOf([factor, ...later])) - valueAt(pointOf(later));
    return forward + reverse;
  });
  const halves = halveTerms(doubled);
  return Object.fromEntries(FACTORS.map((factor, index) => [factor, halves[index] ?? 0n]));
}

/** Whether both periods have tokens that were paid for, so that the difference can be split. */
export function isContinuing(periods: Pair<BridgePeriod>): boolean {
  return periods.every(
    ({ attempts, isSplittable, tokens, cost, waste }) =>
      attempts > 0 && isSplittable && tokensIn(tokens) > 0n && (waste === 0n || waste < cost),
  );
}

export function tokensIn({ input, cachedInput, cacheWrite, output }: BridgeTokens): bigint {
  return input + cachedInput + cacheWrite + output;
}

type Comparable = { tokens: BridgeTokens; allInput: bigint; paid: bigint; cost: bigint; rates: BridgeTokens };
const EQUAL_RATES: BridgeTokens = { input: 1n, cachedInput: 1n, cacheWrite: 1n, output: 1n };

/** A period with rates that give its tokens a value: its own, or those of the other, or the same of every token. */
function comparable({ tokens, cost, waste, rates }: BridgePeriod, other: BridgePeriod): Comparable {
  const usable = [rates, other.rates].find(
    (some) => some && worthOf(tokens, some) > 0n && worthOf(other.tokens, some) > 0n,
  );
  return {
    ...{ tokens, cost, paid: cost - waste, rates: usable ?? EQUAL_RATES },
    allInput: tokens.input + tokens.cachedInput + tokens.cacheWrite,
  };
}

function worthOf(tokens: BridgeTokens, rates: BridgeTokens): bigint {
  return inputWorth(tokens, rates) + tokens.output * rates.output;
}

function inputWorth(tokens: BridgeTokens, rates: BridgeTokens): bigint {
  return tokens.input * rates.input + tokens.cachedInput * rates.cachedInput + tokens.cacheWrite * rates.cacheWrite;
}

/** The cost if each factor were that of the period a point names, rounded once. */
function valuation(periods: Pair<Comparable>, totals: Pair<bigint>): (point: Point) => bigint {
  return ({ volume, mix, cache, price, waste }) => {
    const { tokens, allInput } = periods[mix];
    const { rates, paid, tokens: priced } = periods[price];
    const { cost, paid: useful } = periods[waste];
    // Without input nothing is known of its cache, and the other period's is taken.
    const cached = periods[cache].allInput > 0n ? periods[cache] : periods[cache === 0 ? 1 : 0];
    const inputs = cached.allInput > 0n ? cached.allInput : 1n;
    const worth = allInput * inputWorth(cached.tokens, rates) + tokens.output * rates.output * inputs;
    const [withWaste, withoutWaste] = useful > 0n ? [cost, useful] : [1n, 1n];
    return divideHalfEven(
      totals[volume] * worth * paid * withWaste,
      totals[mix] * inputs * worthOf(priced, rates) * withoutWaste,
    );
  };
}

function pointOf(changed: readonly Factor[]): Point {
  const at = (factor: Factor) => (changed.includes(factor) ? 1 : 0);
  return { volume: at("volume"), mix: at("mix"), cache: at("cache"), price: at("price"), waste: at("waste") };
}
