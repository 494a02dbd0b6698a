import { z } from "zod";
import type { CommitPeriod } from "@/lib/domain/capacity/commitment";
import { DISCOUNT_BUCKETS, PPM } from "@/lib/domain/pricing/discount-rule";
import { PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";
import { dimensionName, fraction, instantText, instantUs, shortText, usdText } from "./common";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { amountPico, amountText } from "./price-terms";
import { providerName } from "./prices";
import { MORE_THAN_0 } from "./refusals";

export const COMMIT_PERIODS = ["month", "quarter", "year"] as const satisfies readonly CommitPeriod[];
/** `all`: on everything from the start. `after`: on what a period's use has beyond the commitment. */
export const COMMIT_APPLIES = ["all", "after"] as const;

const A_PERCENTAGE = {
  error: () => t("Must be a percentage above 0 and below 100, with at most four decimals"),
};
const PICO_PER_PPM = (PICO_PER_USD * 100n) / BigInt(PPM);

/** A percentage as text or number, read to millionths. */
const offPpm = z.union([z.string(), z.number()], A_PERCENTAGE).transform((value, context) => {
  const pico = parseUsd(value);
  if (pico !== null && pico > 0n && pico < 100n * PICO_PER_USD && pico % PICO_PER_PPM === 0n) {
    return Number(pico / PICO_PER_PPM);
  }
  context.addIssue({ code: "custom", message: A_PERCENTAGE.error() });
  return z.NEVER;
});

/** Names, or beginnings before a `*`; none is every name. */
export const namePatterns = z
  .array(
    dimensionName.refine((name) => !name.slice(0, -1).includes("*") && name !== "*", {
      error: () => t("May have a * at its end alone"),
    }),
  )
  .max(200)
  .default([])
  .transform((names) => [...new Set(names)]);

export const validSpanShape = { valid_from: instantUs, valid_to: instantUs.nullish() };
export const isSpanForward = (span: { valid_from: number; valid_to?: number | null | undefined }) =>
  span.valid_to == null || span.valid_to > span.valid_from;
export const SPAN_REFUSAL = { path: ["valid_to"], error: () => t("Must be after valid_from") };

export const newDiscountSchema = z
  .strictObject({
    name: shortText(100),
    provider: providerName,
    models: namePatterns,
    buckets: z
      .array(z.enum(DISCOUNT_BUCKETS))
      .max(DISCOUNT_BUCKETS.length)
      .default([])
      .transform((buckets) => [...new Set(buckets)]),
    percent: offPpm,
    /** Rules of one price take their part in this order, each of what the one before left. */
    position: z.int().min(1).max(100).default(1),
    commit: z
      .strictObject({
        amount_usd: amountPico.refine((pico) => pico > 0n, MORE_THAN_0),
        period: z.enum(COMMIT_PERIODS),
        applies: z.enum(COMMIT_APPLIES).default("all"),
      })
      .nullish(),
    ...validSpanShape,
    reason: shortText(1_000),
  })
  .refine(isSpanForward, SPAN_REFUSAL);
export type NewDiscount = z.output<typeof newDiscountSchema>;

export const discountSchema = z.object({
  id: z.int(),
  name: z.string(),
  provider: z.string(),
  models: z.array(z.string()),
  buckets: z.array(z.enum(DISCOUNT_BUCKETS)),
  percent: amountText,
  position: z.int(),
  commit: z.object({ amount_usd: usdText, period: z.enum(COMMIT_PERIODS), applies: z.enum(COMMIT_APPLIES) }).nullable(),
  valid_from: instantText,
  valid_to: instantText.nullable(),
  created_by: z.string(),
  created_at: instantText,
  reason: z.string(),
});
export type Discount = z.infer<typeof discountSchema>;

/** How a commitment stands in the UTC period that is running. Spend is what the attempts it is of cost, discounts taken off. */
export const commitmentSchema = z.object({
  discount_id: z.int(),
  from: instantText,
  to: instantText,
  commit_usd: usdText,
  /** Null where nothing of it has a price. */
  spent_usd: usdText.nullable(),
  priced_share: fraction.nullable(),
  /** Spent so far, by the share of the period that has passed; null in its first day. */
  projected_usd: usdText.nullable(),
  /** What of the commitment would be paid unused, and what percent would come back on what is beyond it. */
  shortfall_usd: usdText.nullable(),
  rebate_usd: usdText.nullable(),
});
export type Commitment = z.infer<typeof commitmentSchema>;

export const discountsSchema = z.object({
  as_of: instantText,
  discounts: z.array(discountSchema),
  commitments: z.array(commitmentSchema),
});
export type Discounts = z.infer<typeof discountsSchema>;

export const discountsOperation = operation({
  method: "get",
  path: "/api/v1/discounts",
  summary: "Percents off list prices, and how the commitments made for them stand",
  scope: "metrics:read",
  query: z.strictObject({ format: z.enum(["json", "csv"]).default("json") }),
  reply: discountsSchema,
});

export const addDiscountOperation = operation({
  method: "post",
  path: "/api/v1/discounts",
  summary: "Take a percentage off list prices from an instant on; what costs already stored stays as it is",
  scope: "prices:write",
  body: newDiscountSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: discountSchema,
  status: 201,
});

/** When something ends that had no end, and why. */
export const endSchema = z.strictObject({ valid_to: instantUs, reason: shortText(1_000) });
export type End = z.output<typeof endSchema>;

export const endDiscountOperation = operation({
  method: "post",
  path: "/api/v1/discounts/{id}/end",
  summary: "End a discount that has no end yet",
  scope: "prices:write",
  params: rowParamsSchema,
  body: endSchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: discountSchema,
});
