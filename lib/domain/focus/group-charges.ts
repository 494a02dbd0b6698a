import { plainRatesOf } from "../pricing/cost";
import type { Price } from "../pricing/price";
import { recordOf } from "../record-of";
import type { Charge, ChargeSeries } from "./charge";
import { type FocusDecimal, ONE, ofPico, ofShare } from "./focus-decimal";
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
  if (group.priced > 0) addPriced(charges, group, price, series);
  if (group.priced < group.attempts) charges.push(unpricedCharge(group, series.unpriced()));
  return charges;
}

/** What a group cost by bucket, as its charges bill it: in pico USD, together exactly its cost. */
export function groupParts(group: ChargeGroup, price: Price | null): Record<TokenMeter | AmountMeter, bigint> {
  const found = splitGroup(group, price);
  const part = (meter: TokenMeter) => found?.split.parts[TOKEN_METERS.indexOf(meter)] ?? 0n;
  const [all, rest] = found ? [0n, found.split.rest] : [group.costPico, 0n];
  return { ...recordOf(TOKEN_METERS, part), all, rest };
}

function splitGroup({ charged, costPico, priced }: ChargeGroup, price: Price | null) {
  const known = price && ratesOf(price);
  if (!known) return null;
  const { rates, unitPrices } = known;
  const exact = TOKEN_METERS.map((meter) => (charged[meter] === 0 ? 0n : rates[meter] * BigInt(charged[meter])));
  const split = splitCost(costPico, exact, priced);
  return split && { unitPrices, exact, split };
}

function addPriced(charges: Charge[], group: ChargeGroup, price: Price | null, series: GroupSeries): void {
  const { used, charged, costPico, priced } = group;
  const found = splitGroup(group, price);
  if (!found) {
    const tokens = sumOfMeters(used);
    if (costPico === 0n && tokens === 0) return;
    const consumed = tokens > 0 ? tokens : priced;
    charges.push(amountCharge(group, series.all(tokens > 0 ? "Tokens" : "Requests"), costPico, consumed));
    return;
  }
  const { unitPrices, exact, split } = found;
  const list = price?.discount ? ratesOf(price.discount.list) : null;
  for (const [index, meter] of TOKEN_METERS.entries()) {
    const billed = split.parts[index] ?? 0n;
    if (used[meter] === 0 && billed === 0n) continue;
    const charge = chargeOf(group, series.token(meter), billed);
    charge.contracted = exact[index] ?? 0n;
    charge.unitPrice = unitPrices[meter];
    if (list) charge.list = { cost: list.rates[meter] * BigInt(charged[meter]), unitPrice: list.unitPrices[meter] };
    charge.pricingQuantity = BigInt(charged[meter]) * PER_TOKEN;
    charge.consumedQuantity = used[meter];
    charges.push(charge);
  }
  if (split.rest > 0n) charges.push(amountCharge(group, series.rest(), split.rest, priced));
}

type MeterRates = { rates: Record<TokenMeter, bigint>; unitPrices: Record<TokenMeter, FocusDecimal> };

/** Every group of a price asks. */
const ratesByPrice = new WeakMap<Price, { known: MeterRates | null }>();

function ratesOf(price: Price): MeterRates | null {
  const found = ratesByPrice.get(price);
  if (found) return found.known;
  const known = meterRates(price);
  ratesByPrice.set(price, { known });
  return known;
}

/** In pico USD per million tokens, which times tokens is a FocusDecimal; null of a price that is more than an amount a token. */
function meterRates(price: Price): MeterRates | null {
  const plain = plainRatesOf(price);
  if (!plain) return null;
  const { input, cachedInput, cacheWrite, output, reasoning } = plain;
  const rates = { input, cached_input: cachedInput, cache_write: cacheWrite, output, reasoning };
  return { rates, unitPrices: recordOf(TOKEN_METERS, (meter) => ofPico(rates[meter])) };
}

function amountCharge(group: ChargeGroup, series: ChargeSeries, pico: bigint, consumed: number): Charge {
  const charge = chargeOf(group, series, pico);
  charge.unitPrice = charge.billed;
  charge.pricingQuantity = ONE;
  charge.consumedQuantity = consumed;
  return charge;
}

function unpricedCharge(group: ChargeGroup, series: ChargeSeries): Charge {
  const charge = chargeOf(group, series, 0n);
  charge.attempts = group.attempts - group.priced;
  charge.pricedShare = 0n;
  charge.estimatedShare = null;
  charge.unpricedTokens = group.unpricedTokens;
  return charge;
}

/** Written field by field, and filled in afterwards, because a file may have millions. */
function chargeOf(group: ChargeGroup, series: ChargeSeries, pico: bigint): Charge {
  const amount: FocusDecimal = ofPico(pico);
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
    pricedShare: ofShare(group.priced, group.attempts),
    estimatedShare: ofShare(group.estimated, group.priced),
    unpricedTokens: null,
    usageRecordId: null,
  };
}
