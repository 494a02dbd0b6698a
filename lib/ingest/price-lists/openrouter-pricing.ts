import type { PriceQuote } from "@/lib/domain/price-import/quote";
import { OPTIONAL_RATES } from "@/lib/domain/pricing/price";
import { recordOf } from "@/lib/domain/record-of";
import { amountPerM, amountPerUnit, RowError } from "./read-amount";
import type { JsonObject } from "./read-json";

const RATES = {
  cachedInputPicoPerM: "input_cache_read",
  cacheWritePicoPerM: "input_cache_write",
  cacheWrite1hPicoPerM: "input_cache_write_1h",
  outputPicoPerM: "completion",
  reasoningPicoPerM: "internal_reasoning",
  audioInputPicoPerM: "audio",
  cachedAudioInputPicoPerM: "input_audio_cache",
  audioOutputPicoPerM: "audio_output",
  imageInputPicoPerM: null,
  imageOutputPicoPerM: "image_output",
} as const;
const FEES = { searches: "web_search", attempts: "request" } as const;
/** What the prices hold already, and what is read apart. */
const NO_AMOUNTS: ReadonlySet<string> = new Set(["prompt", "discount", "overrides"]);
const READ: ReadonlySet<string | null> = new Set([...Object.values(RATES), ...Object.values(FEES), ...NO_AMOUNTS]);

/** Amounts that an override may replace. */
export const PRICE_FIELDS: ReadonlySet<string> = new Set(
  [...READ, "image"].filter(
    (field): field is string => field !== null && field !== "discount" && field !== "overrides",
  ),
);

/** Whether a field is an amount that no price of ours holds: one of an image sent, as what it costs in tokens is not known. */
export function isLeftOut(field: string): boolean {
  return !READ.has(field);
}

type Rates = Pick<PriceQuote, "inputPicoPerM" | (typeof OPTIONAL_RATES)[number]>;

/** The amounts of a million tokens. A part that is listed at 0 beside a paid whole is not priced apart. Throws RowError. */
export function ratesOf(pricing: JsonObject, path: string): Rates {
  const input = amountPerM(pricing.prompt, `${path}.prompt`, "text");
  if (input === null) throw new RowError(`${path}.prompt`, "Is missing");
  const rates = recordOf(OPTIONAL_RATES, (rate) => {
    const field = RATES[rate];
    const pico = field === null ? null : amountPerM(pricing[field], `${path}.${field}`, "text");
    return pico === 0n && rate !== "outputPicoPerM" && input > 0n ? null : pico;
  });
  return { ...rates, inputPicoPerM: input };
}

/** What is asked for a search and for a call; 0 is no fee. Throws RowError. */
export function feesOf(pricing: JsonObject, path: string): PriceQuote["feePico"] {
  const searches = amountPerUnit(pricing[FEES.searches], `${path}.${FEES.searches}`, "text");
  const attempts = amountPerUnit(pricing[FEES.attempts], `${path}.${FEES.attempts}`, "text");
  return { ...(searches ? { searches } : {}), ...(attempts ? { attempts } : {}) };
}
