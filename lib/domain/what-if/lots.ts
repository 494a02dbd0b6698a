import { divideHalfEven } from "../pricing/divide-half-even";
import type { TokenUsage } from "../pricing/token-usage";
import { REPORT_DIMENSIONS, type ReportDimension, UNASSIGNED } from "../report-dimensions";
import type { PricedModel, RaisedBucket, Where } from "./changes";

/** Attempts alike in names, time and size, with what was charged for; those without a cost are not among them. */
export type Traffic = {
  /** Model and provider, and what else was asked for. */
  names: PricedModel & { readonly [Name in ReportDimension]?: string };
  /** A stretch in which no price changes, in epoch minutes. */
  from: number;
  to: number;
  /** A size of input that stands for all of them; null where sizes do not matter or are not known. */
  inputTokens: number | null;
  attempts: number;
  /** Of them, those that gave an answer: fees for a call are charged for these. */
  answered: number;
  /** What was charged for: nothing of failures, no output of what was broken off. */
  tokens: TokenUsage;
  /** What they cost, in pico USD. */
  pico: bigint;
};

/** What a lot uses and costs, at one end of a range. */
export type Side = { tokens: TokenUsage; pico: bigint };

/** A part of traffic that is answered and charged for in one way. */
export type Lot = PricedModel & {
  traffic: Traffic;
  /** The minute whose prices count. */
  at: number;
  /** Which part of the traffic, in millionths of millionths, so that a share of a share is exact. */
  weight: bigint;
  /** By how much buckets were raised, in units of WHOLE; left out where they were not. */
  raised?: { readonly [bucket in RaisedBucket]?: bigint };
  low: Side;
  high: Side;
};

export const WHOLE = 10n ** 12n;
const PPM = 1_000_000;

/** Traffic as it was. */
export function lotOf(traffic: Traffic): Lot {
  const side = { tokens: traffic.tokens, pico: traffic.pico };
  const { model, provider } = traffic.names;
  return { traffic, model, provider, at: traffic.from, weight: WHOLE, low: side, high: side };
}

/** Whether a lot is what a change is about: its model and provider are those that answer it now, all else is as recorded. */
export function matches({ model, provider, traffic }: Lot, where: Where): boolean {
  return REPORT_DIMENSIONS.every((name) => {
    const wanted = where[name];
    if (wanted === undefined || wanted.length === 0) return true;
    const own = name === "model" ? model : name === "provider" ? provider : traffic.names[name];
    return wanted.includes(own ?? UNASSIGNED);
  });
}

/** A share of a lot and the rest, which add up to it; rounded to a millionth. */
export function splitLot(lot: Lot, share: number): { part: Lot | null; rest: Lot | null } {
  const ppm = BigInt(Math.round(share * PPM));
  if (ppm <= 0n) return { part: null, rest: lot };
  if (ppm >= BigInt(PPM)) return { part: lot, rest: null };
  const partOf = (whole: bigint) => divideHalfEven(whole * ppm, BigInt(PPM));
  const sides = (pick: (pico: bigint) => bigint) => ({
    low: { ...lot.low, pico: pick(lot.low.pico) },
    high: { ...lot.high, pico: pick(lot.high.pico) },
  });
  const weight = partOf(lot.weight);
  return {
    part: { ...lot, weight, ...sides(partOf) },
    rest: { ...lot, weight: lot.weight - weight, ...sides((pico) => pico - partOf(pico)) },
  };
}

/** How many attempts a lot stands for: not a whole number where it is a share. */
export function attemptsOf({ traffic, weight }: Lot): number {
  return (traffic.attempts * Number(weight)) / Number(WHOLE);
}

/** Sums of both ends of lots' costs. */
export function sumLots(lots: Iterable<Lot>): { low: bigint; high: bigint } {
  let [low, high] = [0n, 0n];
  for (const lot of lots) {
    low += lot.low.pico;
    high += lot.high.pico;
  }
  return { low, high };
}
