import { type PerBucket, plainRatesOf } from "../pricing/cost";
import type { Price } from "../pricing/price";
import { recordOf } from "../record-of";
import type { Charge, ChargeSeries } from "./charge";
import { type FocusDecimal, ONE, ofPico, ofShare, picoOf } from "./focus-decimal";
import { splitCost } from "./split-cost";
import { type AmountMeter, type MeterTokens, sumOfMeters, TOKEN_METERS, type TokenMeter } from "./token-meters";

/** What the attempts of one period, owner and price used and cost. */
export type ChargeGroup = {
  fromMs: number;
  toMs: number;
  attempts: number;
  /** Of them, those whose cost is known; of those, those whose cost is estimated. */
  priced: number;
  estimated: number;
  costPico: bigint;
  /** Of the cost, that of attempts whose cost is estimated; null where that is not known. */
  estimatedPico: bigint | null;
  /** Of the priced attempts: what they used, and of it what is charged for. */
  used: MeterTokens;
  charged: MeterTokens;
  /** Of the others; null where they are not told apart, and then among those used. */
  unpricedTokens: number | null;
};

/** The series that a group's charges are of, each made when it is first needed. */
export type GroupSeries = {
  token: (meter: TokenMeter) => ChargeSeries;
  all: (consumedUnit: "Tokens" | "Requests") => ChargeSeries;
  rest: () => ChargeSeries;
  unpriced: () => ChargeSeries;
};

const TOKENS_PER_M = 1_000_000n;
/** Pricing quantities of tokens are in millions of them. */
const PER_TOKEN = ONE / TOKENS_PER_M;

/**
 * The charges of a group: one for each bucket of tokens, together exactly what the group cost.
 *
 * Without a price, or where the price would make more of it than it cost, one charge for all. What is used and not charged
 * for (the answer of a call that was broken off) is consumed, and not in the pricing quantity. Usage whose cost is not known
 * is a row of its own, since it may be no part of a cost and no cost may be null.
 */
export function groupCharges(group: ChargeGroup, price: Price | null, series: GroupSeries): Charge[] {
  const charges: Charge[] = [];
  const shares: Shares = {
    priced: ofShare(group.priced, group.attempts),
    estimated: ofShare(group.estimated, group.priced),
  };
  if (group.priced > 0) addPriced(charges, { group, shares }, price, series);
  if (group.priced < group.attempts) charges.push(unpricedCharge(group, series.unpriced()));
  return charges;
}

/** What a group cost by bucket, as its charges bill it: in pico USD, together exactly its cost. */
export function groupParts(group: ChargeGroup, price: Price | null): Record<TokenMeter | AmountMeter, bigint> {
  const rates = price && ratesOf(price);
  const split = rates && splitGroup(group, rates);
  const part = (meter: TokenMeter) => picoOf(split?.billed[TOKEN_METERS.indexOf(meter)] ?? 0n);
  const [all, rest] = split ? [0n, split.rest] : [group.costPico, 0n];
  return { ...recordOf(TOKEN_METERS, part), all, rest };
}

/** By meter, in their order: what is billed, and what the price makes of it. The rest is in pico USD. */
type GroupSplit = { billed: readonly FocusDecimal[]; exact: readonly FocusDecimal[]; rest: bigint };

function splitGroup(group: ChargeGroup, rates: MeterRates): GroupSplit | null {
  const unrounded = unroundedParts(group, rates);
  if (unrounded) return { billed: unrounded, exact: unrounded, rest: 0n };
  const { charged, costPico, priced } = group;
  const exact = TOKEN_METERS.map((meter) =>
    charged[meter] === 0 ? 0n : rates.perMillion[meter] * BigInt(charged[meter]),
  );
  const split = splitCost(costPico, exact, priced);
  return split && { billed: split.parts.map(ofPico), exact, rest: split.rest };
}

/** Of prices that are whole amounts a token, as most are, nothing was rounded: then numbers do, of which no garbage is left. */
function unroundedParts({ charged, costPico }: ChargeGroup, { perToken }: MeterRates): FocusDecimal[] | null {
  if (!perToken) return null;
  let sum = 0;
  for (const meter of TOKEN_METERS) sum += perToken[meter] * charged[meter];
  if (!Number.isSafeInteger(sum) || BigInt(sum) !== costPico) return null;
  return TOKEN_METERS.map((meter) => ofPico(perToken[meter] * charged[meter]));
}

type Shares = { priced: FocusDecimal | null; estimated: FocusDecimal | null };
type SharedGroup = { group: ChargeGroup; shares: Shares };

function addPriced(charges: Charge[], shared: SharedGroup, price: Price | null, series: GroupSeries): void {
  const { used, charged, costPico, priced } = shared.group;
  const rates = price && ratesOf(price);
  const split = rates && splitGroup(shared.group, rates);
  if (!split) {
    const tokens = sumOfMeters(used);
    if (costPico === 0n && tokens === 0) return;
    const consumed = tokens > 0 ? tokens : priced;
    charges.push(amountCharge(shared, series.all(tokens > 0 ? "Tokens" : "Requests"), costPico, consumed));
    return;
  }
  const list = price.discount ? ratesOf(price.discount.list) : null;
  for (const [index, meter] of TOKEN_METERS.entries()) {
    const billed = split.billed[index] ?? 0n;
    if (used[meter] === 0 && billed === 0n) continue;
    const charge = chargeOf(shared, series.token(meter), billed);
    const tokens = BigInt(charged[meter]);
    charge.contracted = split.exact[index] ?? 0n;
    charge.unitPrice = rates.unitPrices[meter];
    if (list) charge.list = { cost: list.perMillion[meter] * tokens, unitPrice: list.unitPrices[meter] };
    charge.pricingQuantity = tokens * PER_TOKEN;
    charge.consumedQuantity = used[meter];
    charges.push(charge);
  }
  if (split.rest > 0n) charges.push(amountCharge(shared, series.rest(), split.rest, priced));
}

type ByMeter<T> = Readonly<Record<TokenMeter, T>>;
type MeterRates = {
  /** In pico USD per million tokens, which times tokens is a FocusDecimal. */
  perMillion: ByMeter<bigint>;
  unitPrices: ByMeter<FocusDecimal>;
  /** In pico USD, where all of them are whole. */
  perToken: ByMeter<number> | null;
};

/** Every group of a price asks. */
const ratesByPrice = new WeakMap<Price, { known: MeterRates | null }>();

/** Null of a price that is more than an amount a token. */
function ratesOf(price: Price): MeterRates | null {
  const found = ratesByPrice.get(price);
  if (found) return found.known;
  const plain = plainRatesOf(price);
  const perMillion = plain && byMeter(plain);
  const known = perMillion && {
    perMillion,
    unitPrices: recordOf(TOKEN_METERS, (meter) => ofPico(perMillion[meter])),
    perToken: plain.perToken && byMeter(plain.perToken),
  };
  ratesByPrice.set(price, { known });
  return known;
}

function byMeter<T>(rates: PerBucket<T>): ByMeter<T> {
  const { input, cachedInput, cacheWrite, output, reasoning } = rates;
  return { input, cached_input: cachedInput, cache_write: cacheWrite, output, reasoning };
}

function amountCharge(shared: SharedGroup, series: ChargeSeries, pico: bigint, consumed: number): Charge {
  const charge = chargeOf(shared, series, ofPico(pico));
  charge.unitPrice = charge.billed;
  charge.pricingQuantity = ONE;
  charge.consumedQuantity = consumed;
  return charge;
}

function unpricedCharge(group: ChargeGroup, series: ChargeSeries): Charge {
  const charge = chargeOf({ group, shares: { priced: 0n, estimated: null } }, series, 0n);
  charge.attempts = group.attempts - group.priced;
  charge.unpricedTokens = group.unpricedTokens;
  return charge;
}

/** Written field by field, and filled in afterwards, because a file may have millions. */
function chargeOf({ group, shares }: SharedGroup, series: ChargeSeries, amount: FocusDecimal): Charge {
  return {
    series,
    fromMs: group.fromMs,
    toMs: group.toMs,
    billed: amount,
    contracted: amount,
    unitPrice: null,
    pricingQuantity: null,
    consumedQuantity: null,
    attempts: group.priced,
    pricedShare: shares.priced,
    estimatedShare: shares.estimated,
    unpricedTokens: null,
    usageRecordId: null,
  };
}
