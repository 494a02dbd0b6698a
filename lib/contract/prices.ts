import { z } from "zod";
import { PRICE_STANDINGS, type Price } from "@/lib/domain/pricing/price";
import { providerIdOf } from "@/lib/domain/pricing/provider-id";
import { recordOf } from "@/lib/domain/record-of";
import { t } from "@/lib/messages/translate";
import { countSchema, dimensionName, instantText, instantUs, shortText } from "./common";
import { operation } from "./operation";
import {
  amountPico,
  amountText,
  calendarSchema,
  feesSchema,
  RATE_FIELDS,
  type RateField,
  stepsSchema,
} from "./price-terms";
import { A_DATE, A_WHOLE_NUMBER, MORE_THAN_0 } from "./refusals";

export const MAX_BAND_TOKENS = 1_000_000_000;
const RATE_NAMES = Object.keys(RATE_FIELDS) as RateField[];

/** An ISO 4217 code that this runtime knows. */
export const currencyCode = z
  .string()
  .transform((code) => code.toUpperCase())
  .refine((code) => Intl.supportedValuesOf("currency").includes(code), {
    error: () => t("Must be a code of ISO 4217, such as USD or CNY"),
  });

/** The one id of a provider, however it is spelt. */
export const providerName = dimensionName.transform((name) => providerIdOf(name) ?? name.trim().toLowerCase());

/** The rates of a price as they are sent: the input's must be there. */
const ratesInput = z.strictObject({ ...recordOf(RATE_NAMES, () => amountPico.nullish()), input: amountPico });

/** A new version of a price, as a user or script sets it. */
export const newPriceSchema = z
  .strictObject({
    provider: providerName,
    model: dimensionName,
    currency: currencyCode.default("USD"),
    standing: z.enum(PRICE_STANDINGS).default("list"),
    rates: ratesInput,
    steps: stepsSchema.default([]),
    fees: feesSchema.default({}),
    /** The provider charges fees that are none of these. */
    leaves_out_fees: z.boolean().default(false),
    service_tier: dimensionName.nullish(),
    region: dimensionName.nullish(),
    context_above_tokens: z.int(A_WHOLE_NUMBER).min(0).max(MAX_BAND_TOKENS).default(0),
    output_above_tokens: z.int(A_WHOLE_NUMBER).min(0).max(MAX_BAND_TOKENS).default(0),
    calendar: calendarSchema.nullish(),
    valid_from: instantUs,
    valid_to: instantUs.nullish(),
    source: shortText(200),
    source_note: shortText(1_000).nullish(),
    reason: shortText(1_000),
    /** The codes of the warnings that were read and are meant. */
    confirm: z.array(z.string().max(200)).max(100).default([]),
    /**
     * The version without an end, under these conditions, that the editor saw; null for none. Where there is another by now it is
     * refused with PRECONDITION_FAILED; left out, nobody asks.
     */
    expected_version: z.int().positive().nullish(),
  })
  .refine((price) => price.valid_to == null || price.valid_to > price.valid_from, {
    path: ["valid_to"],
    error: () => t("Must be after valid_from"),
  });
export type NewPriceInput = z.output<typeof newPriceSchema>;

/** The rates that were sent, by their names in a price; what was left out is null. */
export function picoRatesOf(rates: NewPriceInput["rates"]): Pick<Price, (typeof RATE_FIELDS)[RateField]> {
  return {
    inputPicoPerM: rates.input,
    cachedInputPicoPerM: rates.cached_input ?? null,
    cacheWritePicoPerM: rates.cache_write ?? null,
    cacheWrite1hPicoPerM: rates.cache_write_1h ?? null,
    outputPicoPerM: rates.output ?? null,
    reasoningPicoPerM: rates.reasoning ?? null,
    audioInputPicoPerM: rates.audio_input ?? null,
    cachedAudioInputPicoPerM: rates.cached_audio_input ?? null,
    audioOutputPicoPerM: rates.audio_output ?? null,
    imageInputPicoPerM: rates.image_input ?? null,
    imageOutputPicoPerM: rates.image_output ?? null,
  };
}

const text = amountText.nullable();
/** A stored version of a price: amounts of a million tokens, or of one unit, in its currency. */
export const priceSchema = z.object({
  id: z.int(),
  provider: z.string(),
  model: z.string(),
  currency: z.string(),
  standing: z.enum(PRICE_STANDINGS),
  rates: z.object({ ...recordOf(RATE_NAMES, () => text), input: amountText }),
  steps: z.array(z.object({ above_tokens: z.int(), input: amountText, cached_input: text, cache_write: text })),
  fees: z.record(z.string(), amountText),
  /** There are fees that are none of these. */
  leaves_out_fees: z.boolean(),
  service_tier: z.string().nullable(),
  region: z.string().nullable(),
  context_above_tokens: z.int(),
  output_above_tokens: z.int(),
  calendar: z
    .object({
      zone: z.string(),
      weekdays: z.array(z.int()).nullish(),
      hours: z.array(z.object({ from: z.string(), to: z.string() })).nullish(),
      holidays: z.object({ list: z.string(), applies: z.enum(["outside", "on"]) }).nullish(),
    })
    .nullable(),
  valid_from: instantText,
  valid_to: instantText.nullable(),
  source: z.string(),
  source_note: z.string().nullable(),
  created_by: z.string().nullable(),
  reason: z.string().nullable(),
  stored_at: instantText,
});
export type PriceVersion = z.infer<typeof priceSchema>;

/** A list price less discounts: its id is the one that attempts name, or the list price's where none was charged at it yet. */
export const discountedPriceSchema = priceSchema.extend({
  list_price_id: z.int(),
  discounts: z.array(z.object({ id: z.int(), name: z.string(), percent: amountText })),
});
export type DiscountedPriceVersion = z.infer<typeof discountedPriceSchema>;

export const priceWarningSchema = z.object({
  field: z.string(),
  /** Send it back in `confirm`. */
  code: z.string(),
  message: z.string(),
  must_confirm: z.boolean(),
});
export type PriceWarning = z.infer<typeof priceWarningSchema>;

export const pricesOperation = operation({
  method: "get",
  path: "/api/v1/prices",
  summary: "Every version of every price, with its terms and where it comes from",
  scope: "metrics:read",
  query: z.strictObject({
    provider: providerName.optional(),
    model: dimensionName.optional(),
    /** Also what is stored under names that are aliases of `model` now. */
    aliases: z.enum(["true", "false"]).default("false"),
    /** Only what is valid at this instant. */
    at: instantUs.optional(),
    /** Only what is valid at this instant or later. */
    since: instantUs.optional(),
  }),
  reply: z.object({
    prices: z.array(priceSchema),
    /** What discounts make of them, from instant to instant. */
    discounted: z.array(discountedPriceSchema),
    holiday_lists: z.array(
      z.object({ name: z.string(), title: z.string(), source: z.string(), years: z.array(z.int()) }),
    ),
  }),
});

export const addPriceOperation = operation({
  method: "post",
  path: "/api/v1/prices",
  summary: "Store a new version of a price; the version it follows ends where it begins",
  scope: "prices:write",
  body: newPriceSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: z.object({ price: priceSchema, closed: z.array(z.int()), warnings: z.array(priceWarningSchema) }),
  status: 201,
});

/** Terms of one provider and model for another pair, which nobody prices yet. */
export const copyPriceSchema = z.strictObject({
  from: z.strictObject({ provider: providerName, model: dimensionName }),
  to: z.strictObject({ provider: providerName, model: dimensionName }),
  /** What the origin cost before this is left out. */
  valid_from: instantUs,
  reason: shortText(1_000),
});
export type PriceCopy = z.output<typeof copyPriceSchema>;

export const copyPriceOperation = operation({
  method: "post",
  path: "/api/v1/prices/copy",
  summary: "Price a name that has no price as another model: store the other's versions under its name",
  scope: "prices:write",
  body: copyPriceSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: z.object({ prices: z.array(priceSchema) }),
  status: 201,
});

export const rateSchema = z.object({
  currency: z.string(),
  day: z.iso.date(),
  per_usd: amountText,
  source: z.string(),
  created_by: z.string(),
});

export const newRatesSchema = z.strictObject({
  rates: z
    .array(
      z.strictObject({
        currency: currencyCode.refine((code) => code !== "USD", {
          error: () => t("Must be another currency than USD"),
        }),
        day: z.iso.date(A_DATE),
        /** The last day with this rate, such as the Sunday after a Friday's fixing. */
        to: z.iso.date(A_DATE).optional(),
        per_usd: amountPico.refine((pico) => pico > 0n, MORE_THAN_0),
      }),
    )
    .min(1, { error: () => t("Must have at least one rate") })
    .max(2_000),
  source: shortText(200),
  confirm: z.array(z.string().max(200)).max(2_000).default([]),
});
export type NewRates = z.output<typeof newRatesSchema>;

export const ratesOperation = operation({
  method: "get",
  path: "/api/v1/exchange-rates",
  summary: "What a dollar bought of other currencies, by UTC day",
  scope: "metrics:read",
  query: z.strictObject({ currency: currencyCode.optional() }),
  reply: z.object({ rates: z.array(rateSchema) }),
});

export const addRatesOperation = operation({
  method: "post",
  path: "/api/v1/exchange-rates",
  summary: "Add the rates of days that have none yet",
  scope: "prices:write",
  body: newRatesSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: z.object({ added: countSchema, unchanged: countSchema }),
  status: 201,
});
