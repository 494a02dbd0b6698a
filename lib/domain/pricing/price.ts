import { type Calendar, judgeCalendar } from "./calendar";
import type { FeeUnit } from "./call-units";
import type { DiscountRule } from "./discount-rule";

/** `contract` was agreed with the provider and wins over every list. */
export const PRICE_STANDINGS = ["list", "contract"] as const;
type PriceStanding = (typeof PRICE_STANDINGS)[number];

/** What tokens are charged as. A bucket without a price of its own is charged as the one it is a part of. */
export type RateName =
  | "input"
  | "cachedInput"
  | "cacheWrite"
  | "cacheWrite1h"
  | "audioInput"
  | "cachedAudioInput"
  | "imageInput"
  | "output"
  | "reasoning"
  | "audioOutput"
  | "imageOutput";

/** The amounts a price may be without. */
export const OPTIONAL_RATES = [
  "cachedInputPicoPerM",
  "cacheWritePicoPerM",
  "cacheWrite1hPicoPerM",
  "outputPicoPerM",
  "reasoningPicoPerM",
  "audioInputPicoPerM",
  "cachedAudioInputPicoPerM",
  "audioOutputPicoPerM",
  "imageInputPicoPerM",
  "imageOutputPicoPerM",
] as const;
export type OptionalRate = (typeof OPTIONAL_RATES)[number];

/** What the tokens of an input beyond so many of them cost; those up to there cost what the step before says. */
type PriceStep = {
  aboveTokens: number;
  inputPicoPerM: bigint;
  cachedInputPicoPerM: bigint | null;
  cacheWritePicoPerM: bigint | null;
};

/** When a price is the one that counts. */
type PriceConditionTerms = {
  /** The service tier that served; null applies to any. */
  serviceTier: string | null;
  /** The region that served, or its beginning before a `*`, such as `eu-*`; null applies to any. */
  region: string | null;
  /** Applies to inputs, and to outputs, of more tokens than this, and then to the whole attempt; 0 to all. */
  contextAboveTokens: number;
  outputAboveTokens: number;
  /** Null at any time. */
  calendar: Calendar | null;
};

/** What a provider charges for a model from one instant to another, perhaps under conditions; immutable. */
export type Price = PriceConditionTerms & {
  id: string;
  provider: string;
  model: string;
  standing: PriceStanding;
  /** Valid in [validFrom, validTo), epoch µs; null is without end. */
  validFrom: number;
  validTo: number | null;
  /** ISO 4217. Every amount is in 10⁻¹² of it. */
  currency: string;
  /** Null of a part: it is charged as its whole (input, or output for reasoning). Null of output: input is all that is sold. */
  inputPicoPerM: bigint;
  cachedInputPicoPerM: bigint | null;
  /** Written to live for five minutes, or for as long as nobody says. Null of the hour: as that of five minutes. */
  cacheWritePicoPerM: bigint | null;
  cacheWrite1hPicoPerM: bigint | null;
  outputPicoPerM: bigint | null;
  reasoningPicoPerM: bigint | null;
  /** Null of audio: it has no price, as it costs many times what text does. Null of images: they count as text. */
  audioInputPicoPerM: bigint | null;
  cachedAudioInputPicoPerM: bigint | null;
  audioOutputPicoPerM: bigint | null;
  imageInputPicoPerM: bigint | null;
  imageOutputPicoPerM: bigint | null;
  /** Graduated prices of an input, ascending; empty where the whole input costs the same. */
  steps: readonly PriceStep[];
  /** What each of a unit costs. */
  feePico: { readonly [unit in FeeUnit]?: bigint };
  /** Whether the provider charges fees that are none of these. */
  leavesOutFees: boolean;
  /** The list price that rules made this of, and those rules in their order; left out of what is charged as it is listed. */
  discount?: { list: Price; rules: readonly DiscountRule[] };
};

/** What a price holds that is one amount a token at any time, in dollars. */
export const PLAIN_TERMS = {
  standing: "list",
  serviceTier: null,
  region: null,
  contextAboveTokens: 0,
  outputAboveTokens: 0,
  calendar: null,
  currency: "USD",
  cachedInputPicoPerM: null,
  cacheWritePicoPerM: null,
  cacheWrite1hPicoPerM: null,
  reasoningPicoPerM: null,
  audioInputPicoPerM: null,
  cachedAudioInputPicoPerM: null,
  audioOutputPicoPerM: null,
  imageInputPicoPerM: null,
  imageOutputPicoPerM: null,
  steps: [],
  feePico: {},
  leavesOutFees: false,
} as const satisfies Partial<Price>;

export type PriceConditions = {
  /** Epoch µs. */
  at: number;
  serviceTier: string | null;
  region: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
};

/**
 * The prices of a provider and model in the order in which they are asked whether they apply.
 *
 * A contract comes first, then the most specific (service tier before region, size of input, of output and time), then the
 * latest, then the one stored last.
 */
export function rankPrices<P extends Price>(prices: readonly P[]): P[] {
  return [...prices].sort(compareRank);
}

/** The price that counts for an attempt among ranked ones of its provider and model, or null. Unknown sizes count as the smallest. */
export function choosePrice<P extends Price>(ranked: readonly P[], conditions: PriceConditions): P | null {
  for (const price of ranked) if (applies(price, conditions)) return price;
  return null;
}

function applies(price: Price, { at, serviceTier, region, inputTokens, outputTokens }: PriceConditions): boolean {
  if (at < price.validFrom || (price.validTo !== null && at >= price.validTo)) return false;
  if (price.serviceTier !== null && price.serviceTier !== serviceTier) return false;
  if (price.region !== null && !isInRegion(price.region, region)) return false;
  if (price.contextAboveTokens > 0 && (inputTokens ?? 0) <= price.contextAboveTokens) return false;
  if (price.outputAboveTokens > 0 && (outputTokens ?? 0) <= price.outputAboveTokens) return false;
  return price.calendar === null || judgeCalendar(price.calendar, at) !== "does-not-apply";
}

function isInRegion(wanted: string, region: string | null): boolean {
  if (region === null) return false;
  return wanted.endsWith("*") ? region.startsWith(wanted.slice(0, -1)) : region === wanted;
}

/** Negative where `a` is asked first. */
function compareRank(a: Price, b: Price): number {
  return -(
    compare(a.standing === "contract", b.standing === "contract") ||
    compare(a.serviceTier !== null, b.serviceTier !== null) ||
    compare(a.region?.length ?? -1, b.region?.length ?? -1) ||
    compare(a.contextAboveTokens, b.contextAboveTokens) ||
    compare(a.outputAboveTokens, b.outputAboveTokens) ||
    compare(a.calendar !== null, b.calendar !== null) ||
    compare(a.validFrom, b.validFrom) ||
    compare(a.id.length, b.id.length) ||
    compare(a.id, b.id)
  );
}

function compare<T extends number | string | boolean>(a: T, b: T): number {
  if (a === b) return 0;
  return a > b ? 1 : -1;
}
