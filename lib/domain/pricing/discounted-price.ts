import { type DiscountBucket, type DiscountRule, matchesName, PPM, rulesOfBucket } from "./discount-rule";
import { divideHalfEven } from "./divide-half-even";
import type { Price } from "./price";

/** The number of a list price under rules in their order; null where there is none yet. */
export type DiscountedId = (list: Price, rules: readonly DiscountRule[]) => string | null;

/** The rules of a price at an instant (epoch µs), in their order. A contract was agreed as it is: nothing goes off it. */
export function rulesOf(price: Price, rules: readonly DiscountRule[], at: number): DiscountRule[] {
  return matchingRules(price, rules).filter((rule) => isValidAt(rule, at));
}

/**
 * A price as it counts in time: itself where no rule does, else what the rules make of it, one after the other without a gap.
 *
 * Where rules change nothing, the same object is left.
 */
export function expandDiscounts(price: Price, all: readonly DiscountRule[], idOf: DiscountedId): Price[] {
  const matching = matchingRules(price, all);
  if (matching.length === 0) return [price];
  return spansOf(price, matching).map(({ from, to }) => {
    const rules = matching.filter((rule) => isValidAt(rule, from));
    const span = { validFrom: from, validTo: to };
    return rules.length === 0 ? { ...price, ...span } : { ...discountPrice(price, rules, idOf(price, rules)), ...span };
  });
}

/** The rule sets that a price has at any time, each once. */
export function ruleSetsOf(price: Price, all: readonly DiscountRule[]): DiscountRule[][] {
  const matching = matchingRules(price, all);
  const sets = spansOf(price, matching).map(({ from }) => matching.filter((rule) => isValidAt(rule, from)));
  const known = new Map(sets.filter((rules) => rules.length > 0).map((rules) => [ruleKey(rules), rules]));
  return [...known.values()];
}

/** Which rules, in their order, as a text. */
export function ruleKey(rules: readonly Pick<DiscountRule, "id">[]): string {
  return rules.map(({ id }) => id).join(",");
}

/**
 * A list price less the percents of rules, one after the other, each amount rounded once to 10⁻¹², half to even.
 *
 * A part without a price of its own is charged as its whole; where rules take another share of the part, it gets its own.
 */
export function discountPrice<P extends Price>(list: P, rules: readonly DiscountRule[], id: string | null): P {
  const less = (bucket: DiscountBucket, pico: bigint) => discountedAmount(pico, bucket, rules);
  const orNull = (bucket: DiscountBucket, pico: bigint | null) => (pico === null ? null : less(bucket, pico));
  const isOther = (bucket: DiscountBucket, than: DiscountBucket) => less(bucket, PROBE) !== less(than, PROBE);
  const ownPart = (bucket: DiscountBucket, own: bigint | null, wholes: DiscountBucket, whole: bigint | null) =>
    own === null && isOther(bucket, wholes) ? orNull(bucket, whole) : orNull(bucket, own);
  const inputParts = (terms: Pick<Price, "inputPicoPerM" | "cachedInputPicoPerM" | "cacheWritePicoPerM">) => ({
    inputPicoPerM: less("input", terms.inputPicoPerM),
    cachedInputPicoPerM: ownPart("cached_input", terms.cachedInputPicoPerM, "input", terms.inputPicoPerM),
    cacheWritePicoPerM: ownPart("cache_write", terms.cacheWritePicoPerM, "input", terms.inputPicoPerM),
  });
  const input = inputParts(list);
  const isWriteNew = list.cacheWritePicoPerM === null && list.cacheWrite1hPicoPerM === null;
  return {
    ...list,
    ...input,
    id: id ?? list.id,
    // Where writing has a price that is new, that of an hour is no guess of it.
    cacheWrite1hPicoPerM: isWriteNew ? input.cacheWritePicoPerM : orNull("cache_write", list.cacheWrite1hPicoPerM),
    outputPicoPerM: orNull("output", list.outputPicoPerM),
    reasoningPicoPerM: orNull("output", list.reasoningPicoPerM),
    audioInputPicoPerM: orNull("input", list.audioInputPicoPerM),
    cachedAudioInputPicoPerM: ownPart(
      ...(["cached_input", list.cachedAudioInputPicoPerM, "input", list.audioInputPicoPerM] as const),
    ),
    audioOutputPicoPerM: orNull("output", list.audioOutputPicoPerM),
    imageInputPicoPerM: orNull("input", list.imageInputPicoPerM),
    imageOutputPicoPerM: orNull("output", list.imageOutputPicoPerM),
    steps: list.steps.map((step) => ({ ...step, ...inputParts(step) })),
    feePico: Object.fromEntries(Object.entries(list.feePico).map(([unit, pico]) => [unit, less("fees", pico)])),
    discount: { list, rules },
  };
}

/** Large enough that no two different discounts of it are rounded to the same. */
const PROBE = 10n ** 60n;

function discountedAmount(pico: bigint, bucket: DiscountBucket, rules: readonly DiscountRule[]): bigint {
  let dividend = pico;
  let divisor = 1n;
  for (const { offPpm } of rulesOfBucket(rules, bucket)) {
    dividend *= BigInt(PPM - offPpm);
    divisor *= BigInt(PPM);
  }
  return divideHalfEven(dividend, divisor);
}

function matchingRules({ provider, model, standing }: Price, rules: readonly DiscountRule[]): DiscountRule[] {
  if (standing === "contract") return [];
  return rules
    .filter((rule) => rule.provider === provider && matchesName(rule.models, model))
    .sort((a, b) => a.position - b.position || a.id - b.id);
}

function isValidAt({ validFrom, validTo }: DiscountRule, at: number): boolean {
  return validFrom <= at && (validTo === null || at < validTo);
}

function spansOf({ validFrom, validTo }: Price, rules: readonly DiscountRule[]): { from: number; to: number | null }[] {
  const inside = rules
    .flatMap((rule) => [rule.validFrom, rule.validTo ?? []].flat())
    .filter((at) => at > validFrom && (validTo === null || at < validTo));
  const cuts = [...new Set([validFrom, ...inside])].sort((a, b) => a - b);
  return cuts.map((from, place) => ({ from, to: cuts[place + 1] ?? validTo }));
}
