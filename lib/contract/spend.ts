import { z } from "zod";
import { BOUND_BASES } from "@/lib/domain/pricing/plausible-rates";
import { SPEND_GROUPS } from "@/lib/domain/report-dimensions";
import { INTERVALS } from "@/lib/domain/time/time-window";
import { t } from "@/lib/messages/translate";
import { checkWindow, countSchema, filterShape, fraction, instantText, usdText } from "./common";
import { operation } from "./operation";
import { spendWindowShape } from "./spend-window";
import { answeredFilters, groupNames, methodSchema, tokensSchema } from "./stats";

const groupBy = z
  .string()
  .default("model")
  .transform((text, context) => {
    const names = text === "" ? [] : text.split(",");
    const parsed = z.array(z.enum(SPEND_GROUPS)).max(2).safeParse(names);
    if (parsed.success && new Set(names).size === names.length) return parsed.data;
    context.addIssue({
      code: "custom",
      message: t("Must be up to two different names of {names}", { names: SPEND_GROUPS.join(", ") }),
    });
    return z.NEVER;
  });

export const spendQuerySchema = z
  .strictObject({
    ...spendWindowShape,
    ...filterShape,
    group_by: groupBy,
    interval: z.enum(INTERVALS).default("none"),
    /** With it the answer has the spend of the previous period beside. */
    compare: z.enum(["previous"]).optional(),
    format: z.enum(["json", "csv"]).default("json"),
  })
  .superRefine(checkWindow)
  .superRefine(({ compare, interval, format }, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", path: ["compare"], message });
    if (compare !== undefined && interval !== "none") refuse(t("Needs interval=none: days of two periods differ"));
    else if (compare !== undefined && format === "csv") refuse(t("Needs format=json"));
  });

/**
 * What usage records, which are of bills and consoles, add to the cost and tokens of a row. What attempts cover too is left
 * out, and shown here alone; amounts in other currencies than USD have no rate, and are not in the cost.
 */
export const usageSpendSchema = z.object({
  records: countSchema,
  /** Of the row's cost: what attempts cost, and what usage records add. */
  attempts_cost_usd: usdText.nullable(),
  cost_usd: usdText.nullable(),
  /** The part of it that came without a cost, at list price. */
  list_price_usd: usdText.nullable(),
  tokens: tokensSchema,
  /** Records without a cost in USD, and what they cost otherwise. */
  unpriced: countSchema,
  other_currencies: z.array(z.object({ currency: z.string(), cost: usdText, records: countSchema })),
  /** Left out, since attempts of the same day, provider, model and key count. */
  covered: z.object({ records: countSchema, cost_usd: usdText.nullable() }),
  /** Records that reach beyond the interval in which they count as a whole: the one that has their middle. */
  split: countSchema,
});
export type UsageSpend = z.infer<typeof usageSpendSchema>;

/**
 * Reserved capacity beside the cost of a row, which is by the token. Of a total and of rows by model, provider and app, where nothing else is
 * filtered by; null where a day has no rate of its currency.
 */
export const spendCapacitySchema = z.object({
  /** What was paid for it, and of that for hours without use. */
  cost_usd: usdText.nullable(),
  idle_usd: usdText.nullable(),
  /** In the row's cost: what the use that capacity served would have cost by the token. Nobody billed it. */
  not_billed_usd: usdText,
  /** The row's cost less that, and what capacity cost instead. */
  billed_usd: usdText.nullable(),
});
export type SpendCapacity = z.infer<typeof spendCapacitySchema>;

/**
 * What a token or a request of a row cost, of its attempts alone; null where too many of them have no cost. Effective and
 * blended are per million tokens put out, and of every kind.
 */
export const spendRatesSchema = z.object({
  usd_per_m_output: usdText.nullable(),
  usd_per_m_blended: usdText.nullable(),
  usd_per_1k_requests: usdText.nullable(),
  usd_per_answered_request: usdText.nullable(),
});
export type SpendRates = z.infer<typeof spendRatesSchema>;

/**
 * How sure the cost of a row is: certain, estimated and undivided add up to it. What attempts without a cost used is worth
 * between low and high, were it priced as the lowest and the highest price that it may have had.
 */
export const certaintySchema = z.object({
  certain_usd: usdText.nullable(),
  estimated_usd: usdText.nullable(),
  /** From before sums told the two apart. */
  undivided_usd: usdText,
  /** Input and output that would have been charged for, had there been a price. */
  unpriced_tokens: countSchema,
  /** Null where a part of them has no price to be compared with. */
  unpriced_low_usd: usdText.nullable(),
  unpriced_high_usd: usdText.nullable(),
});
export type Certainty = z.infer<typeof certaintySchema>;

/** The attempts of which both we and the router know the cost, and both sums of them alone; null where there are none. */
export const matchedSchema = z.object({
  attempts: countSchema,
  cost_usd: usdText.nullable(),
  reported_cost_usd: usdText.nullable(),
});
export type Matched = z.infer<typeof matchedSchema>;

const spendFields = {
  attempts: countSchema,
  requests: countSchema,
  tokens: tokensSchema,
  cost_usd: usdText.nullable(),
  reported_cost_usd: usdText.nullable(),
  /** The share of the attempts that the reported cost is of. */
  reported_share: fraction.nullable(),
  priced_share: fraction.nullable(),
  estimated_share: fraction.nullable(),
  /** Only where there are usage records. Attempts, requests and shares are those of attempts alone. */
  usage_records: usageSpendSchema.optional(),
  /** Only where capacity was reserved in the window. */
  capacity: spendCapacitySchema.optional(),
  /** Only where `interval` is none. */
  rates: spendRatesSchema.optional(),
  /** Both only where `interval` is none, or of CSV. */
  certainty: certaintySchema.optional(),
  matched: matchedSchema.optional(),
};

/** One group in one interval; `day` is the first day of the interval in the report zone. */
export const spendRowSchema = z.object({
  day: z.iso.date().optional(),
  ...groupNames,
  ...spendFields,
  /**
   * Of rows by model, where `interval` is none: the list price of a million output tokens at the end of the window, the lowest of
   * the providers that the row is of; null where none was valid. The catalogue's of a model that has no stored price.
   */
  list_usd_per_m_output: usdText.nullable().optional(),
});
export type SpendRow = z.infer<typeof spendRowSchema>;
export const spendTotalSchema = z.object(spendFields);
export type SpendTotal = z.infer<typeof spendTotalSchema>;

/**
 * The spend of the period before, whose rows add up to its total: the time of equal length before the window, of a week and more to the nearest quarter hour, of whole days of the
 * zone as many of them; of a calendar month the month before. Of a window or month that is not over, as much of that as has passed of
 * its own, which is shorter than the window: `from` and `to` say how much.
 */
export const previousSpendSchema = z.object({
  from: instantText,
  to: instantText,
  rows: z.array(spendRowSchema),
  /** Null where what was asked is not retained that long, with why. */
  total: spendTotalSchema.nullable(),
  /** When the first records of all are from, where that is within the period: it is not whole then, and no measure of this one. */
  records_from: instantText.nullable(),
  why: z.string().nullable(),
});
export type PreviousSpend = z.infer<typeof previousSpendSchema>;

/** Tokens without a price of a model at a provider, and what they may be worth; null where there is nothing to compare with. */
export const unpricedModelSchema = z.object({
  model: z.string(),
  provider: z.string(),
  tokens: countSchema,
  /** Whether the bounds are prices of the same model, at any provider, or of all that sell the same: output too, or input alone. */
  basis: z.enum(BOUND_BASES),
  low_usd: usdText.nullable(),
  high_usd: usdText.nullable(),
});
export type UnpricedModel = z.infer<typeof unpricedModelSchema>;

/** Spend whose rows add up to `total` exactly, in every grouping and zone. */
export const spendSchema = z.object({
  from: instantText,
  to: instantText,
  as_of: instantText,
  tz: z.string(),
  interval: z.enum(INTERVALS),
  group_by: z.array(z.enum(SPEND_GROUPS)),
  method: methodSchema,
  filters: answeredFilters,
  rows: z.array(spendRowSchema),
  total: spendTotalSchema,
  /** Beside `certainty`: the models that its bounds are of, most tokens first. */
  unpriced_models: z.array(unpricedModelSchema).optional(),
  /** Beside `certainty`: from when on it is known what is estimated, unpriced and matched, where that is after `from`. */
  certainty_from: instantText.nullable().optional(),
  /** Only where `compare` was asked for. */
  previous: previousSpendSchema.optional(),
});
export type Spend = z.infer<typeof spendSchema>;

export const spendOperation = operation({
  method: "get",
  path: "/api/v1/spend",
  summary: "Spend by group and interval",
  scope: "metrics:read",
  query: spendQuerySchema,
  reply: spendSchema,
});
