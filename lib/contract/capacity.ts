import { z } from "zod";
import { CAPACITY_KINDS } from "@/lib/domain/capacity/capacity-price";
import { PRICE_STANDINGS } from "@/lib/domain/pricing/price";
import { HOUR_US } from "@/lib/domain/time/units";
import { t } from "@/lib/messages/translate";
import { dimensionName, instantText, instantUs, shortText, timeZone } from "./common";
import { endSchema, isSpanForward, namePatterns, SPAN_REFUSAL } from "./discounts";
import { operation } from "./operation";
import { rowParamsSchema } from "./path-params";
import { amountPico, amountText } from "./price-terms";
import { currencyCode, providerName } from "./prices";

export const MAX_UNITS = 1_000_000;
export const MAX_UNIT_TOKENS = 1_000_000_000_000;

/** Use is known by the hour, so that capacity begins and ends with one. */
const wholeHourUs = instantUs.refine((us) => us % HOUR_US === 0, { error: () => t("Must be on a whole hour of UTC") });

const capacityTerms = {
  name: shortText(100),
  provider: providerName,
  /** Names in the records, or beginnings before a `*`; none is every model of the provider. */
  models: namePatterns,
  region: dimensionName.nullish(),
  kind: z.enum(CAPACITY_KINDS),
  units: z.int().min(1).max(MAX_UNITS),
  /** Of one unit for an hour; of a plan for a calendar month of `zone`. */
  amount: amountPico,
  currency: currencyCode.default("USD"),
  zone: timeZone.default("UTC"),
  /** What one unit takes in an hour, or in a month of a plan. */
  tokens_per_unit: z.int().min(1).max(MAX_UNIT_TOKENS).nullish(),
  standing: z.enum(PRICE_STANDINGS).default("list"),
  reason: shortText(1_000),
};

export const newCapacitySchema = z
  .strictObject({ ...capacityTerms, valid_from: wholeHourUs, valid_to: wholeHourUs.nullish() })
  .refine(isSpanForward, SPAN_REFUSAL);
export type NewCapacity = z.output<typeof newCapacitySchema>;

export const capacitySchema = z.object({
  id: z.int(),
  name: z.string(),
  provider: z.string(),
  models: z.array(z.string()),
  region: z.string().nullable(),
  kind: z.enum(CAPACITY_KINDS),
  units: z.int(),
  amount: amountText,
  currency: z.string(),
  zone: z.string(),
  tokens_per_unit: z.int().nullable(),
  standing: z.enum(PRICE_STANDINGS),
  valid_from: instantText,
  valid_to: instantText.nullable(),
  created_by: z.string(),
  created_at: instantText,
  reason: z.string(),
});
export type Capacity = z.infer<typeof capacitySchema>;

export const capacityOperation = operation({
  method: "get",
  path: "/api/v1/capacity",
  summary: "Capacity that is or was reserved, and what it costs",
  scope: "metrics:read",
  reply: z.object({ capacity: z.array(capacitySchema) }),
});

export const addCapacityOperation = operation({
  method: "post",
  path: "/api/v1/capacity",
  summary: "Add reserved capacity by the hour or the month",
  scope: "prices:write",
  body: newCapacitySchema,
  bodyErrorCode: "UNPROCESSABLE",
  reply: capacitySchema,
  status: 201,
});

export const endCapacityOperation = operation({
  method: "post",
  path: "/api/v1/capacity/{id}/end",
  summary: "End capacity that has no end yet, with an hour",
  scope: "prices:write",
  params: rowParamsSchema,
  body: endSchema.extend({ valid_to: wholeHourUs }),
  bodyErrorCode: "UNPROCESSABLE",
  reply: capacitySchema,
});
