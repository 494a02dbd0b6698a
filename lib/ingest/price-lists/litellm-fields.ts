import type { OptionalRate, Price } from "@/lib/domain/pricing/price";

/** The list's fields of our amounts; of several the first that is there. Later ones are older names of it. */
export const RATE_FIELDS: Readonly<Record<OptionalRate | "inputPicoPerM", readonly string[]>> = {
  inputPicoPerM: ["input_cost_per_token"],
  cachedInputPicoPerM: ["cache_read_input_token_cost", "input_cost_per_token_cache_hit"],
  cacheWritePicoPerM: ["cache_creation_input_token_cost"],
  cacheWrite1hPicoPerM: ["cache_creation_input_token_cost_above_1hr"],
  outputPicoPerM: ["output_cost_per_token"],
  reasoningPicoPerM: ["output_cost_per_reasoning_token"],
  audioInputPicoPerM: ["input_cost_per_audio_token"],
  cachedAudioInputPicoPerM: ["cache_read_input_audio_token_cost"],
  audioOutputPicoPerM: ["output_cost_per_audio_token"],
  imageInputPicoPerM: ["input_cost_per_image_token"],
  imageOutputPicoPerM: ["output_cost_per_image_token"],
};
export const ALL_RATES = Object.keys(RATE_FIELDS) as (keyof typeof RATE_FIELDS)[];

export const SEARCH_FIELD = "search_context_cost_per_query";
export const REQUEST_FIELD = "input_cost_per_request";
export const TIERED_FIELD = "tiered_pricing";

/** Suffixes of a served tier, and what records call it. */
const TIER_SUFFIXES = { batches: "batch", flex: "flex", priority: "priority" } as const;
const SUFFIX = /^(?<base>\w+?)(?:_above_(?<band>\d+)k_tokens)?(?:_(?<tier>batches|flex|priority))?$/;
/** What names a price, whether we have a place for it or not. */
const PRICE_FIELD = /cost|_pricing$|uplift_multiplier/;

export type FieldPlace = { base: string; aboveTokens: number; serviceTier: Price["serviceTier"] };

/** Which amount a field is, above which size of input and in which tier; null of what is no amount of tokens. */
export function placeOf(field: string): FieldPlace | null {
  // Most fields of an entry say what the model can do.
  if (!field.includes("_cost")) return null;
  const { base = field, band, tier } = SUFFIX.exec(field)?.groups ?? {};
  if (!KNOWN.has(base)) return null;
  return {
    base,
    aboveTokens: band === undefined ? 0 : Number(band) * 1_000,
    serviceTier: tier === undefined ? null : (TIERS.get(tier) ?? null),
  };
}

/** Whether a field says something about a price that no price of ours holds. */
export function isLeftOut(field: string): boolean {
  return PRICE_FIELD.test(field) && placeOf(field) === null && !READ_APART.has(field);
}

const KNOWN: ReadonlySet<string> = new Set(Object.values(RATE_FIELDS).flat());
const TIERS: ReadonlyMap<string, string> = new Map(Object.entries(TIER_SUFFIXES));
const READ_APART: ReadonlySet<string> = new Set([SEARCH_FIELD, REQUEST_FIELD, TIERED_FIELD]);
