import type { PriceQuote } from "@/lib/domain/price-import/quote";
import { recordOf } from "@/lib/domain/record-of";
import { ALL_RATES, RATE_FIELDS, TIERED_FIELD } from "./litellm-fields";
import { amountPerM, RowError } from "./read-amount";
import { isObject, type JsonObject } from "./read-json";

type Tier = Pick<PriceQuote, (typeof ALL_RATES)[number]> & { aboveTokens: number };

const FIELDS: ReadonlySet<string> = new Set([...Object.values(RATE_FIELDS).flat(), "range"]);
/** Tiers by something else than the size of the input. */
const OTHER_RANGE = /_range$/;

/** Prices by size of input, each of which is asked for the whole request; none where searches are priced so. Throws RowError. */
export function readTieredPricing(tiers: unknown): Tier[] {
  if (!Array.isArray(tiers) || tiers.length === 0) throw new RowError(TIERED_FIELD, "Must be a list of tiers");
  let end = 0;
  return tiers.flatMap((tier: unknown, place) => {
    const path = `${TIERED_FIELD}.${place}`;
    if (!isObject(tier)) throw new RowError(path, "Must be an object");
    const strange = Object.keys(tier).find((field) => !FIELDS.has(field));
    // A search engine's prices by number of results.
    if (strange === "input_cost_per_query" && tier.range === undefined) return [];
    if (strange !== undefined && OTHER_RANGE.test(strange)) {
      if (tier.range === undefined) return [];
      throw new RowError(`${path}.${strange}`, "A price cannot depend on this");
    }
    const [from, to] = rangeOf(tier, path);
    if (from !== end) throw new RowError(`${path}.range`, `Must begin at ${end}, where the tier before ends`);
    end = to;
    return [{ aboveTokens: from, ...ratesOf(tier, path) }];
  });
}

function rangeOf({ range }: JsonObject, path: string): [number, number] {
  const [from, to]: unknown[] = Array.isArray(range) ? range : [];
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || Number(from) < 0 || Number(to) <= Number(from)) {
    throw new RowError(`${path}.range`, "Must be two numbers of tokens, the second larger");
  }
  return [Number(from), Number(to)];
}

function ratesOf(tier: JsonObject, path: string): Omit<Tier, "aboveTokens"> {
  const rates = recordOf(ALL_RATES, (rate) => {
    const field = RATE_FIELDS[rate].find((name) => tier[name] !== undefined) ?? RATE_FIELDS[rate][0] ?? rate;
    return amountPerM(tier[field], `${path}.${field}`, "number");
  });
  const { inputPicoPerM } = rates;
  if (inputPicoPerM === null) throw new RowError(`${path}.input_cost_per_token`, "Is missing");
  return { ...rates, inputPicoPerM };
}
