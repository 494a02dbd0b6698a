import { z } from "zod";
import { REPORT_DIMENSIONS } from "@/lib/domain/report-dimensions";
import { countSchema, filterShape, fraction, instantText, timeZone, usdText } from "./common";
import { operation } from "./operation";
import { answeredFilters } from "./stats";

export const forecastQuerySchema = z.strictObject({
  ...filterShape,
  /** The calendar month of `tz` that is running. */
  window: z.enum(["month"]).default("month"),
  tz: timeZone.default("UTC"),
  /** A dimension whose names are forecast one by one too. */
  group_by: z.enum(REPORT_DIMENSIONS).optional(),
});

const moneyInterval = z.object({ low_usd: usdText, high_usd: usdText });

/** An expected sum, and what it lies within in four of five, and in nineteen of twenty, such months. */
export const moneyForecastSchema = z.object({
  expected_usd: usdText,
  interval_80: moneyInterval,
  interval_95: moneyInterval,
});
export type MoneyForecast = z.infer<typeof moneyForecastSchema>;

const forecastFields = {
  /** Exact; null where nothing of the month has a price. */
  month_to_date_usd: usdText.nullable(),
  /** Null where there are too few days of evidence. */
  month_end: moneyForecastSchema.nullable(),
  next_month: moneyForecastSchema.nullable(),
  days_of_evidence: countSchema,
  /** How the numbers were made, in words. */
  method: z.string(),
};

export const forecastSchema = z.object({
  as_of: instantText,
  tz: z.string(),
  /** The first days of the two months in `tz`. */
  month: z.iso.date(),
  following_month: z.iso.date(),
  filters: answeredFilters,
  ...forecastFields,
  /**
   * Reserved capacity in these numbers, which is due used or not: this month so far, in the rest of it and in the next one. Null where
   * none is reserved or its share is not known; a part is null where it is shared out by use and so forecast with the rest, or
   * where a day has no rate of its currency, and it is in no number here.
   */
  capacity: z
    .object({
      month_to_date_usd: usdText.nullable(),
      rest_of_month_usd: usdText.nullable(),
      next_month_usd: usdText.nullable(),
    })
    .nullable(),
  /** The share of the attempts of the evidence that has a price: what has none is in no number here. */
  priced_share: fraction.nullable(),
  group_by: z.enum(REPORT_DIMENSIONS).nullable(),
  /** The most expensive of the month first. Each is forecast by itself, so that they do not add up to the whole. */
  groups: z.array(z.object({ name: z.string().nullable(), ...forecastFields })),
});
export type Forecast = z.infer<typeof forecastSchema>;

export const forecastOperation = operation({
  method: "get",
  path: "/api/v1/forecast",
  summary: "What the month will cost at its end, and the next one, as it will be billed",
  scope: "metrics:read",
  query: forecastQuerySchema,
  reply: forecastSchema,
});
