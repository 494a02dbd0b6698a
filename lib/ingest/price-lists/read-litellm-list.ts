import { LITELLM_SOURCE } from "@/lib/domain/price-import/list-sources";
import type { PriceList, PriceQuote, RefusedQuote } from "@/lib/domain/price-import/quote";
import { PLAIN_TERMS } from "@/lib/domain/pricing/price";
import { recordOf } from "@/lib/domain/record-of";
import {
  ALL_RATES,
  type FieldPlace,
  isLeftOut,
  placeOf,
  RATE_FIELDS,
  REQUEST_FIELD,
  SEARCH_FIELD,
  TIERED_FIELD,
} from "./litellm-fields";
import { type ListedName, litellmName } from "./litellm-names";
import { readTieredPricing } from "./litellm-tiers";
import { amountPerM, amountPerUnit, checkName, RowError, rowName } from "./read-amount";
import { isObject, type JsonObject, notThisList, readJson } from "./read-json";

/** Entries that are no models: an example of all fields, and when the list was made. */
const NO_MODELS: ReadonlySet<string> = new Set(["sample_spec", "last_updated", "fallback_generalizations"]);
/** Models whose output is no tokens, which the list says as a price of 0. */
const INPUT_ONLY: ReadonlySet<unknown> = new Set(["embedding", "rerank", "moderation"]);

/**
 * LiteLLM's model_prices_and_context_window.json as quotes in USD: prices are of one token and JSON numbers.
 *
 * A size of input reprices the whole request, served tiers are rows of their own, and what either does not say is as in the
 * base, as LiteLLM charges it. A cache write of 0 beside paid input means no extra charge.
 */
export function readLitellmList(text: string): PriceList {
  const file = readJson(text);
  if (!isObject(file)) throw notThisList("Must be an object with an entry for each model, as LiteLLM's price file is");
  const quotes: PriceQuote[] = [];
  const refused: RefusedQuote[] = [];
  let skipped = 0;
  for (const [row, entry] of Object.entries(file)) {
    if (NO_MODELS.has(row)) {
      skipped += 1;
      continue;
    }
    const listed = isObject(entry) ? entry.litellm_provider : undefined;
    const name = typeof listed === "string" ? litellmName(row, listed) : null;
    try {
      if (!isObject(entry)) throw new RowError("entry", "Must be an object");
      const priced = isPriced(entry) ? quotesOf(row, entry, name) : [];
      if (priced.length === 0) skipped += 1;
      quotes.push(...priced);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      const { field, message } = error;
      refused.push({ row: rowName(row), provider: name?.provider ?? null, model: name?.model ?? null, field, message });
    }
  }
  return { quotes, refused, skipped };
}

/** Whether anything is asked for tokens: many entries have no price, or one for images or seconds alone. */
function isPriced(entry: JsonObject): boolean {
  if (entry[TIERED_FIELD] !== undefined || entry.input_cost_per_token !== undefined) return true;
  return Object.entries(entry).some(([field, value]) => value !== 0 && placeOf(field) !== null);
}

type Condition = { aboveTokens: number; serviceTier: string | null };

function quotesOf(row: string, entry: JsonObject, name: ListedName | null): PriceQuote[] {
  if (name === null) throw new RowError("litellm_provider", "Must name the provider");
  checkName(name.provider, "litellm_provider");
  checkName(name.model, "model");
  const shared = {
    ...PLAIN_TERMS,
    ...{ provider: name.provider, model: name.model, region: name.region },
    ...{ source: LITELLM_SOURCE, sourceNote: row, validFrom: null, validTo: null },
    feePico: feesOf(entry),
    notImported: Object.keys(entry).filter((field) => isLeftOut(field) && entry[field] !== 0),
  };
  const leavesOutFees = shared.notImported.length > 0;
  if (entry[TIERED_FIELD] !== undefined) {
    if (entry.input_cost_per_token !== undefined) {
      throw new RowError(TIERED_FIELD, "Stands beside a price for every size of input: which of them counts?");
    }
    return readTieredPricing(entry[TIERED_FIELD]).map(({ aboveTokens, ...rates }) => ({
      ...{ ...shared, ...rates, leavesOutFees, contextAboveTokens: aboveTokens },
      row: rowOf(row, { aboveTokens, serviceTier: null }),
    }));
  }
  const amounts = amountsOf(entry);
  return conditionsOf(amounts).map((condition) => ({
    ...{ ...shared, ...ratesOf(entry, amounts, condition), leavesOutFees, row: rowOf(row, condition) },
    ...{ contextAboveTokens: condition.aboveTokens, serviceTier: condition.serviceTier },
  }));
}

type Amount = { place: FieldPlace; field: string; value: unknown };

/** What an entry asks for tokens, by where that is. */
function amountsOf(entry: JsonObject): Map<string, Amount> {
  const amounts = new Map<string, Amount>();
  for (const [field, value] of Object.entries(entry)) {
    const place = placeOf(field);
    if (place !== null) amounts.set(placeKey(place), { place, field, value });
  }
  return amounts;
}

function placeKey({ base, aboveTokens, serviceTier }: FieldPlace): string {
  return `${base} ${aboveTokens} ${serviceTier}`;
}

/** The base, and each tier and size of input that an amount is given for. */
function conditionsOf(amounts: ReadonlyMap<string, Amount>): Condition[] {
  const conditions = new Map<string, Condition>([["0 null", { aboveTokens: 0, serviceTier: null }]]);
  for (const { place } of amounts.values()) {
    const { aboveTokens, serviceTier } = place;
    conditions.set(`${aboveTokens} ${serviceTier}`, { aboveTokens, serviceTier });
  }
  return [...conditions.values()];
}

function ratesOf(entry: JsonObject, amounts: ReadonlyMap<string, Amount>, condition: Condition) {
  const rates = recordOf(ALL_RATES, (rate) => amountAt(amounts, RATE_FIELDS[rate], condition));
  const { inputPicoPerM, cacheWritePicoPerM, outputPicoPerM } = rates;
  if (inputPicoPerM === null) throw new RowError("input_cost_per_token", "Is missing");
  return {
    ...rates,
    inputPicoPerM,
    cacheWritePicoPerM: cacheWritePicoPerM === 0n && inputPicoPerM > 0n ? null : cacheWritePicoPerM,
    outputPicoPerM: outputPicoPerM === 0n && inputPicoPerM > 0n && INPUT_ONLY.has(entry.mode) ? null : outputPicoPerM,
  };
}

/** An amount under a condition, else in its tier whatever the size, else above that size in any tier, else of the base. */
function amountAt(
  amounts: ReadonlyMap<string, Amount>,
  bases: readonly string[],
  { aboveTokens, serviceTier }: Condition,
): bigint | null {
  const places = [
    { aboveTokens, serviceTier },
    { aboveTokens: 0, serviceTier },
    { aboveTokens, serviceTier: null },
    { aboveTokens: 0, serviceTier: null },
  ];
  for (const place of places) {
    const found = bases.flatMap((base) => {
      const amount = amounts.get(placeKey({ base, ...place }));
      const pico = amount ? amountPerM(amount.value, amount.field, "number") : null;
      return amount && pico !== null ? [{ field: amount.field, pico }] : [];
    });
    const [first, other] = found;
    if (first && other && first.pico !== other.pico) {
      throw new RowError(other.field, `Is an older name of ${first.field} and has another price`);
    }
    if (first) return first.pico;
  }
  return null;
}

/** Searches have a price for each amount of context; where these are one, it is a fee. */
function feesOf(entry: JsonObject): PriceQuote["feePico"] {
  const attempts = amountPerUnit(entry[REQUEST_FIELD], REQUEST_FIELD, "number");
  const bySize = entry[SEARCH_FIELD];
  const sizes = isObject(bySize) ? Object.entries(bySize) : [];
  const amounts = sizes.map(([size, value]) => amountPerUnit(value, `${SEARCH_FIELD}.${size}`, "number"));
  const [searches = null, ...others] = amounts;
  return {
    ...(attempts ? { attempts } : {}),
    ...(searches && others.every((amount) => amount === searches) ? { searches } : {}),
  };
}

function rowOf(key: string, { aboveTokens, serviceTier }: Condition): string {
  const parts = [serviceTier, aboveTokens === 0 ? null : `above ${aboveTokens}`].filter((part) => part !== null);
  return parts.length === 0 ? key : `${key} (${parts.join(", ")})`;
}
