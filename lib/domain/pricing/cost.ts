import type { Outcome } from "../outcome";
import { judgeCalendar } from "./calendar";
import { divideHalfEven } from "./divide-half-even";
import { type ExchangeRates, USD } from "./exchange-rates";
import { type Charge, type Charges, listCharges, listFees } from "./list-charges";
import type { Price } from "./price";
import { isPricedApart } from "./service-tiers";
import type { TokenUsage, UsageSource } from "./token-usage";
import { NO_PARTS, type UsageParts } from "./usage-parts";
import { PICO_PER_USD, parseUsd } from "./usd";

export { formatUsd, parseUsd } from "./usd";

export type BillingRule = "usage" | "input" | "nothing";

/** What an attempt is charged for by its outcome: all it used, only what was sent (an estimate), or nothing. */
export const BILLING_RULES = {
  ok: "usage",
  rate_limited: "nothing",
  server_error: "nothing",
  timeout: "input",
  client_error: "nothing",
  cancelled: "input",
  refused: "nothing",
} as const satisfies Record<Outcome, BillingRule>;

export type AttemptCost = { picoUsd: bigint | null; estimated: boolean };

export type ChargedUse = {
  outcome: Outcome;
  usage: TokenUsage | null;
  usageSource: UsageSource;
  parts: UsageParts;
  /** The one that served; left out where nobody says. */
  serviceTier?: string | null;
};

const TOKENS_PER_M = 1_000_000n;
const UNKNOWN: AttemptCost = { picoUsd: null, estimated: false };
const FREE: AttemptCost = { picoUsd: 0n, estimated: false };

/**
 * What an attempt that started at an instant (epoch µs) cost, in pico USD; null without a price, without the usage its outcome's
 * rule needs, or without the rate of the day for a price in another currency.
 *
 * Rounded once, over the sum and the conversion, half to even. Estimated: from estimated usage, charged by the input rule, in
 * a year whose holidays are not known, served in a tier of which there is no price, or where the price has no amount for something used: images count as text, fees as
 * nothing. Audio costs too much more: it has no price then.
 */
export function costOfAttempt(
  attempt: ChargedUse & { price: Price | null; at: number; rates: ExchangeRates },
): AttemptCost {
  const { price, at, rates, outcome, usage, parts } = attempt;
  if (!price) return UNKNOWN;
  const rule = BILLING_RULES[outcome];
  if (rule === "nothing") return FREE;
  const withOutput = rule === "usage";
  if (usage && parts === NO_PARTS && plainRatesOf(price)) {
    // Output that nobody quotes a price of is unknown, not free.
    if (withOutput && price.outputPicoPerM === null && usage.output > 0) return UNKNOWN;
    return { picoUsd: costOfTokens(price, usage, withOutput), estimated: isEstimate(attempt, price, rule) };
  }
  const charged = chargesOf(price, attempt);
  if (charged === null) return UNKNOWN;
  const perUsd = rates.picoPerUsd(price.currency, at);
  if (perUsd === null) return UNKNOWN;
  const whole = price.currency === USD ? wholePicoOf(charged.charges) : null;
  return {
    picoUsd: whole === null ? divideHalfEven(sumOf(charged.charges), perUsd) : BigInt(whole),
    estimated: charged.estimated || isEstimate(attempt, price, rule),
  };
}

/** The same cost in 10⁻¹² of the price's own currency, which no rate of a day can change; null where it is unknown. */
export function amountOfAttempt(price: Price, use: ChargedUse): bigint | null {
  if (BILLING_RULES[use.outcome] === "nothing") return 0n;
  const charged = chargesOf(price, use);
  return charged && divideHalfEven(sumOf(charged.charges), PICO_PER_USD);
}

/** Null where a part of what is charged has no price. */
function chargesOf(price: Price, { outcome, usage, parts }: ChargedUse): Charges | null {
  const withOutput = BILLING_RULES[outcome] === "usage";
  // What is sold by the unit needs no tokens, and its tokens say nothing of its cost.
  if (!usage && !(withOutput && isSoldByUnit(price))) return null;
  const charged = usage ? listCharges(price, { usage, parts, withOutput }) : listFees(price, parts, withOutput);
  for (const { pico } of charged.charges) if (pico === null) return null;
  if (isSoldByUnit(price) && !charged.charges.some(({ isFee }) => isFee)) return null;
  return charged;
}

/** The sum in 10⁻¹² of the currency where it is whole and exact in a number: most are, and big integers take long. */
function wholePicoOf(charges: readonly Charge[]): number | null {
  let sum = 0;
  for (const { eachPico, quantity } of charges) {
    if (eachPico === null || !Number.isInteger(quantity)) return null;
    sum += eachPico * quantity;
  }
  return Number.isSafeInteger(sum) ? sum : null;
}

/** In 10⁻²⁴ of the currency, so that nothing is rounded yet. */
function sumOf(charges: readonly Charge[]): bigint {
  return charges.reduce((sum, charge) => sum + chargedSum(charge), 0n);
}

/** What one charge comes to, in 10⁻²⁴ of the price's currency. */
export function chargedSum({ pico, quantity, isFee }: Charge): bigint {
  if (pico === null) return 0n;
  return isFee ? pico * (parseUsd(quantity) ?? 0n) : pico * BigInt(quantity) * TOKENS_PER_M;
}

function isSoldByUnit({ inputPicoPerM, outputPicoPerM, feePico }: Price): boolean {
  return inputPicoPerM === 0n && (outputPicoPerM ?? 0n) === 0n && Object.keys(feePico).length > 0;
}

type Estimated = Pick<ChargedUse, "usageSource" | "serviceTier"> & { at: number };

function isEstimate({ usageSource, serviceTier, at }: Estimated, price: Price, rule: BillingRule) {
  return (
    rule === "input" ||
    usageSource === "estimated" ||
    price.leavesOutFees ||
    (price.serviceTier === null && price.standing === "list" && isPricedApart(serviceTier)) ||
    (price.calendar?.holidays != null && judgeCalendar(price.calendar, at) === "unknown-year")
  );
}

/** Spend per million output tokens, input included, in pico USD; null where nothing is priced or put out. */
export function effectiveUsdPerMOutput(picoUsd: bigint | null, outputTokens: number | bigint | null): bigint | null {
  return perMillion(picoUsd, outputTokens);
}

/** Spend per million tokens of every kind, in pico USD; null where nothing is priced or used. */
export function blendedUsdPerM(picoUsd: bigint | null, allTokens: number | bigint | null): bigint | null {
  return perMillion(picoUsd, allTokens);
}

function perMillion(picoUsd: bigint | null, tokens: number | bigint | null): bigint | null {
  if (picoUsd === null || tokens === null || tokens <= 0) return null;
  return divideHalfEven(picoUsd * TOKENS_PER_M, BigInt(tokens));
}

function costOfTokens(price: Price, usage: TokenUsage, withOutput: boolean): bigint {
  const rates = plainRatesOf(price);
  if (!rates) throw new RangeError("Not a price of text alone");
  const reasoning = Math.min(usage.reasoning, usage.output);
  const { perToken } = rates;
  if (perToken) {
    const input =
      usage.uncachedInput * perToken.input +
      usage.cachedInput * perToken.cachedInput +
      usage.cacheWrite * perToken.cacheWrite;
    const output = withOutput ? (usage.output - reasoning) * perToken.output + reasoning * perToken.reasoning : 0;
    const sum = input + output;
    if (Number.isSafeInteger(sum)) return BigInt(sum);
  }
  const input =
    BigInt(usage.uncachedInput) * rates.input +
    BigInt(usage.cachedInput) * rates.cachedInput +
    BigInt(usage.cacheWrite) * rates.cacheWrite;
  const output = withOutput
    ? BigInt(usage.output - reasoning) * rates.output + BigInt(reasoning) * rates.reasoning
    : 0n;
  return divideHalfEven(input + output, TOKENS_PER_M);
}

export type PerBucket<T> = { input: T; cachedInput: T; cacheWrite: T; output: T; reasoning: T };
type Rates = PerBucket<bigint> & { perToken: PerBucket<number> | null };

// Prices are immutable, and a batch has few of them and many attempts.
const ratesByPrice = new WeakMap<Price, Rates | null>();

/** The rates of a price that is one amount a token, in pico USD per million tokens; null of any other, which takes longer. */
export function plainRatesOf(price: Price): Rates | null {
  const known = ratesByPrice.get(price);
  if (known !== undefined) return known;
  const isPlain = price.currency === USD && price.steps.length === 0 && Object.keys(price.feePico).length === 0;
  const perM = {
    input: price.inputPicoPerM,
    cachedInput: price.cachedInputPicoPerM ?? price.inputPicoPerM,
    cacheWrite: price.cacheWritePicoPerM ?? price.inputPicoPerM,
    output: price.outputPicoPerM ?? 0n,
    reasoning: price.reasoningPicoPerM ?? price.outputPicoPerM ?? 0n,
  };
  const rates = isPlain ? { ...perM, perToken: wholePerToken(perM) } : null;
  ratesByPrice.set(price, rates);
  return rates;
}

/** Whole pico USD per token, where every rate has one: then no sum needs rounding, and one below 2⁵³ is exact in a number. */
function wholePerToken(perM: PerBucket<bigint>): PerBucket<number> | null {
  for (const rate of Object.values(perM)) {
    if (rate < 0n || rate % TOKENS_PER_M !== 0n || rate / TOKENS_PER_M > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  }
  return {
    input: Number(perM.input / TOKENS_PER_M),
    cachedInput: Number(perM.cachedInput / TOKENS_PER_M),
    cacheWrite: Number(perM.cacheWrite / TOKENS_PER_M),
    output: Number(perM.output / TOKENS_PER_M),
    reasoning: Number(perM.reasoning / TOKENS_PER_M),
  };
}
