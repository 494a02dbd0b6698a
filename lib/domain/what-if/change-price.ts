import { chargedSum } from "../pricing/cost";
import { divideHalfEven } from "../pricing/divide-half-even";
import { type Charge, listCharges } from "../pricing/list-charges";
import type { TokenUsage } from "../pricing/token-usage";
import { NO_PARTS } from "../pricing/usage-parts";
import type { PriceChange, RaisedBucket } from "./changes";
import { type Lot, matches, type Side, WHOLE } from "./lots";
import { changeEach, type Outcome } from "./outcome-of-change";
import { type Prices, priceAt } from "./worth-of";

const PPM = 1_000_000;

/** Lots at prices higher or lower by a fraction, in all or in the bucket that is named. */
export function changePrice(lots: readonly Lot[], { where, rise, bucket }: PriceChange, prices: Prices): Outcome {
  const ppm = BigInt(Math.round(rise * PPM));
  return changeEach(
    lots,
    (lot) => ppm !== 0n && matches(lot, where),
    (lot) => {
      const sideOf = (side: Side): Side | null => {
        const share = bucket === "all" ? WHOLE_SHARE : shareOfBucket(lot, side.tokens, { bucket, prices });
        if (share === null) return null;
        const more = divideHalfEven(side.pico * ppm * share.part, BigInt(PPM) * share.whole);
        return { ...side, pico: side.pico + more };
      };
      const low = sideOf(lot.low);
      const high = lot.high === lot.low ? low : sideOf(lot.high);
      if (!low || !high) return null;
      const before = lot.raised?.[bucket] ?? WHOLE;
      const raised = { ...lot.raised, [bucket]: (before * (BigInt(PPM) + ppm)) / BigInt(PPM) };
      return { ...lot, low, high, raised };
    },
  );
}

type Share = { part: bigint; whole: bigint };
const WHOLE_SHARE: Share = { part: 1n, whole: 1n };

/** What part of a lot's cost is charged for a bucket, by the prices in force; null without a price to split it by. */
function shareOfBucket(
  lot: Lot,
  tokens: TokenUsage,
  { bucket, prices }: { bucket: RaisedBucket; prices: Prices },
): Share | null {
  const price = priceAt(prices, lot);
  if (!price) return lot.low.pico === 0n && lot.high.pico === 0n ? WHOLE_SHARE : null;
  const parts = { ...NO_PARTS, attempts: lot.traffic.answered };
  const { charges } = listCharges(price, { usage: tokens, parts, withOutput: true });
  const raisedBy = (kind: Charge["kind"]) => lot.raised?.[raisedWith(kind) ?? "all"] ?? WHOLE;
  const sum = (some: readonly Charge[]) =>
    some.reduce((total, charge) => total + chargedSum(charge) * raisedBy(charge.kind), 0n);
  const whole = sum(charges);
  if (whole === 0n) return { part: 0n, whole: 1n };
  return { part: sum(charges.filter(({ kind }) => raisedWith(kind) === bucket)), whole };
}

const BUCKET_OF: Partial<Record<Charge["kind"], RaisedBucket>> = {
  input: "input",
  cachedInput: "cached_input",
  cacheWrite: "cache_write",
  cacheWrite1h: "cache_write",
  output: "output",
  reasoning: "output",
};

function raisedWith(kind: Charge["kind"]): RaisedBucket | null {
  return BUCKET_OF[kind] ?? null;
}
