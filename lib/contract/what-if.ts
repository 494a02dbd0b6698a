import { z } from "zod";
import { parseUsd } from "@/lib/domain/pricing/usd";
import { recordOf } from "@/lib/domain/record-of";
import { REPORT_DIMENSIONS, REPORT_FILTERS } from "@/lib/domain/report-dimensions";
import { DEFAULT_BASELINE } from "@/lib/domain/what-if/baseline";
import { RAISED_BUCKETS } from "@/lib/domain/what-if/changes";
import { t } from "@/lib/messages/translate";
import {
  checkWindow,
  countSchema,
  dimensionName,
  fraction,
  instantText,
  MAX_NAME_CHARACTERS,
  shortText,
  usdText,
} from "./common";
import { operation } from "./operation";
import { MORE_THAN_0 } from "./refusals";
import { spendWindowShape } from "./spend-window";
import { answeredFilters } from "./stats";

const MAX_CHANGES = 6;
const MAX_NAMES = 20;
const MAX_FILTERED = 100;
const MAX_DEADLINE_HOURS = 168;

const where = z.strictObject(
  recordOf(REPORT_DIMENSIONS, () => z.array(shortText(MAX_NAME_CHARACTERS)).max(MAX_NAMES).optional()),
);
const pricedModel = z.strictObject({ model: dimensionName, provider: dimensionName });
const hourlyUsd = z
  .string()
  .max(20)
  .regex(/^\d+(\.\d+)?$/, { error: () => t("Must be dollars an hour, such as 12.50") })
  .refine((text) => (parseUsd(text) ?? 0n) > 0n, MORE_THAN_0);

/** One thing that could have been otherwise; `where` are the names of the traffic it is about, all of it where it is empty. */
export const changeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("model"), where: where.default({}), share: fraction.default(1), to: pricedModel }),
  z.strictObject({
    kind: z.literal("price"),
    where: where.default({}),
    /** 20 is a fifth dearer, -50 half the price. */
    percent: z.number().min(-100).max(1_000),
    bucket: z.enum(RAISED_BUCKETS).default("all"),
  }),
  z.strictObject({
    kind: z.literal("cache"),
    where: where.default({}),
    mode: z.enum(["off", "on"]),
    /** Of `on`: the share of the input that is read from the cache; null takes that of the same model elsewhere. */
    hit_share: fraction.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal("shift"),
    where: where.default({}),
    deadline_hours: z.number().min(0.25).max(MAX_DEADLINE_HOURS),
  }),
  z.strictObject({
    kind: z.literal("capacity"),
    where: where.default({}),
    usd_per_hour: hourlyUsd,
    /** What the capacity takes in an hour; null takes any use. */
    tokens_per_hour: z.int().min(1).max(1e12).nullable().default(null),
  }),
]);
export type ChangeInput = z.output<typeof changeSchema>;
export const changesSchema = z.array(changeSchema).max(MAX_CHANGES);

export const whatIfBodySchema = z
  .strictObject({
    ...spendWindowShape,
    ...recordOf(REPORT_FILTERS, () => z.array(shortText(MAX_NAME_CHARACTERS)).max(MAX_FILTERED).default([])),
    /** What the rows are by. */
    by: z.enum(REPORT_DIMENSIONS).default("model"),
    changes: changesSchema.default([]),
    /** A model that all the traffic is measured against; null for none. */
    baseline: pricedModel.nullable().default(DEFAULT_BASELINE),
  })
  .superRefine(checkWindow);
export type WhatIfBody = z.output<typeof whatIfBodySchema>;

const range = { low_usd: usdText, high_usd: usdText };
const rangeSchema = z.object(range);
const ratio = z.object({ low: z.number(), high: z.number() });
/** What a ratio was learnt from; null where nothing was: it is then a wide default, or 1 where models are alike. */
const learnt = z.object({ attempts: countSchema, hours: countSchema }).nullable();

const stepSchema = z.object({
  /** The place of the change in `changes`, from 0. */
  change: z.int(),
  attempts: countSchema,
  /** What it did to the cost that the changes before it left. */
  difference: rangeSchema,
  shift: z
    .object({
      /** Attempts that would be cheaper later, and those of them that can wait as long as that. */
      attempts_at_higher_price: countSchema,
      shifted_attempts: countSchema,
      in_time_share: fraction.nullable(),
      mean_wait_hours: z.number().nullable(),
    })
    .nullable(),
  capacity: z
    .object({
      reserved_usd: usdText,
      busy_share: z.number().nullable(),
      /** The busy share from which it pays; more than 1 never does. */
      pays_from_share: z.number().nullable(),
      spilled_usd: usdText,
    })
    .nullable(),
});

/**
 * What traffic would have cost otherwise, as a range: `low` and `high` are each sums of their own.
 *
 * Rows, usage records and one-off costs add up to the total at either end.
 */
export const whatIfSchema = z.object({
  as_of: instantText,
  from: instantText,
  to: instantText,
  tz: z.string(),
  filters: answeredFilters,
  by: z.enum(REPORT_DIMENSIONS),
  changes: z.array(changeSchema),
  recorded: z.object({
    /** Null where nothing has a price; it counts as 0. */
    cost_usd: usdText.nullable(),
    attempts: countSchema,
    priced_share: fraction.nullable(),
    /** Of it, what bills and consoles report beside the attempts; no change touches it. */
    usage_records_usd: usdText,
  }),
  what_if: rangeSchema,
  difference: z.object({
    ...range,
    /** Of the recorded cost; null where that is 0. */
    low_share: z.number().nullable(),
    high_share: z.number().nullable(),
  }),
  rows: z.array(z.object({ name: z.string(), attempts: countSchema, recorded_usd: usdText, ...range })),
  /** Costs that no row has: what a new cache costs to fill, and capacity that is paid by the hour. */
  beside: z.array(z.object({ kind: z.enum(["cold_cache", "capacity"]), ...range })),
  steps: z.array(stepSchema),
  /** How token counts differ between the models that traffic was moved from and to. */
  lengths: z.array(
    z.object({
      from: z.object({ model: z.string(), provider: z.string() }),
      to: z.object({ model: z.string(), provider: z.string() }),
      input: ratio,
      output: ratio,
      input_learnt_from: learnt,
      output_learnt_from: learnt,
    }),
  ),
  baseline: z
    .object({
      ...{ model: z.string(), provider: z.string(), ...range },
      /** How much more or less than recorded. */
      difference: rangeSchema,
      /** Attempts that have no price there. */
      unpriced: countSchema,
      retires_on: z.iso.date().nullable(),
    })
    .nullable(),
  /** `attempts`: counted one by one. `sums`: from sums up to each change of a price, with sizes from the attempts looked at. */
  method: z.enum(["attempts", "sums"]),
  looked_at: z.object({ attempts: countSchema, from: instantText, to: instantText }),
  assumptions: z.array(z.string()),
  /** What is in the recorded cost as it was, or in neither, because it could not be counted. */
  not_counted: z.array(z.object({ text: z.string(), attempts: countSchema })),
});
export type WhatIf = z.infer<typeof whatIfSchema>;

export const whatIfOperation = operation({
  method: "post",
  path: "/api/v1/what-if",
  summary: "What recorded traffic would have cost otherwise",
  scope: "metrics:read",
  body: whatIfBodySchema,
  reply: whatIfSchema,
});
