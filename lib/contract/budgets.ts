import { z } from "zod";
import { BUDGET_PERIODS } from "@/lib/domain/budgets/budget-period";
import {
  type BudgetThreshold,
  DEFAULT_THRESHOLDS,
  hundredthsOf,
  MAX_PERCENT,
  THRESHOLD_BASES,
  thresholdKey,
} from "@/lib/domain/budgets/budget-threshold";
import { PICO_PER_USD, parseUsd } from "@/lib/domain/pricing/usd";
import { t } from "@/lib/messages/translate";
import { countSchema, dimensionName, instantText, shortText, timeZone, usdText } from "./common";
import { currencyCode } from "./prices";
import { AN_AMOUNT, atMost, MORE_THAN_0, oneOf, type Refusal, SOME_CHANGE } from "./refusals";

/** What a budget can be of; without one it is of all spend. */
export const BUDGET_DIMENSIONS = ["team", "app", "tier", "model", "key"] as const;
export type BudgetDimension = (typeof BUDGET_DIMENSIONS)[number];

const AMOUNT_MAX = 1_000_000_000_000n;
const THRESHOLDS_MAX = 10;

const amount = z.union([z.string(), z.number()], AN_AMOUNT).transform((text, context) => {
  const pico = parseUsd(text);
  const refuse = ({ error }: Refusal) => {
    context.addIssue({ code: "custom", message: error() });
    return z.NEVER;
  };
  if (pico === null) return refuse(AN_AMOUNT);
  if (pico <= 0n) return refuse(MORE_THAN_0);
  return pico > AMOUNT_MAX * PICO_PER_USD ? refuse(atMost(String(AMOUNT_MAX))) : pico;
});

const percent = z
  .number({ error: () => t("Must be a number of percent") })
  .gt(0, MORE_THAN_0)
  .max(MAX_PERCENT, atMost(MAX_PERCENT))
  // Beyond that, percentages that look alike would count as different ones.
  .transform((value) => hundredthsOf(value) / 100)
  .refine((value) => value > 0, { error: () => t("Must be at least 0.01") });

const thresholdSchema = z.strictObject({
  percent,
  of: z.enum(THRESHOLD_BASES, oneOf(THRESHOLD_BASES)).default("spent"),
});

const thresholds = z
  .array(thresholdSchema)
  .max(THRESHOLDS_MAX, atMost(THRESHOLDS_MAX))
  .superRefine((list, context) => {
    for (const [index, one] of list.entries()) {
      if (list.findIndex((other) => thresholdKey(other) === thresholdKey(one)) < index) {
        context.addIssue({ code: "custom", path: [index, "percent"], message: t("Is there twice") });
      }
    }
  });

const budgetFields = {
  name: shortText(200),
  dimension: z.enum(BUDGET_DIMENSIONS, oneOf(BUDGET_DIMENSIONS)).nullable(),
  value: dimensionName.nullable(),
  amount,
  /** USD, or one that has rates of exchange. */
  currency: currencyCode,
  period: z.enum(BUDGET_PERIODS, oneOf(BUDGET_PERIODS)),
  tz: timeZone,
  thresholds,
  owner: shortText(200).nullable(),
};

type Scope = { dimension?: string | null | undefined; value?: string | null | undefined };

/** A dimension and its value come together: neither is a budget of all spend. */
function checkScope({ dimension, value }: Scope, context: z.RefinementCtx): void {
  const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if ((dimension ?? null) === null && (value ?? null) !== null) issue("dimension", t("Is needed together with value"));
  if ((dimension ?? null) !== null && (value ?? null) === null) issue("value", t("Is needed together with dimension"));
}

export const newBudgetSchema = z
  .strictObject({
    ...budgetFields,
    dimension: budgetFields.dimension.default(null),
    value: budgetFields.value.default(null),
    currency: currencyCode.default("USD"),
    period: budgetFields.period.default("month"),
    tz: timeZone.default("UTC"),
    thresholds: thresholds.default([...DEFAULT_THRESHOLDS]),
    owner: budgetFields.owner.default(null),
  })
  .superRefine(checkScope);
export type NewBudget = z.output<typeof newBudgetSchema>;
export type NewBudgetInput = z.input<typeof newBudgetSchema>;

export const budgetChangeSchema = z
  .strictObject(budgetFields)
  .partial()
  .superRefine(checkScope)
  .refine((change) => Object.keys(change).length > 0, SOME_CHANGE);
export type BudgetChange = z.output<typeof budgetChangeSchema>;

const storedThreshold = z.object({
  percent: z.number(),
  of: z.enum(THRESHOLD_BASES),
}) satisfies z.ZodType<BudgetThreshold>;

/** A threshold that was reached, as it was then. */
export const budgetAlertSchema = z.object({
  id: z.int(),
  budget_id: z.int(),
  budget: z.string(),
  at: instantText,
  from: instantText,
  to: instantText,
  tz: z.string(),
  threshold: storedThreshold,
  amount: usdText,
  currency: z.string(),
  spent: usdText,
  projected: usdText.nullable(),
  /** When a channel took it; null until then. */
  delivered_at: instantText.nullable(),
});
export type BudgetAlert = z.infer<typeof budgetAlertSchema>;

/** How a budget stands in its current period, in its currency: each UTC day's cost is converted at the rate of that day. */
export const budgetStatusSchema = z.object({
  from: instantText,
  to: instantText,
  /** Without the days of `unconverted`. */
  spent: usdText,
  /** The same in dollars, as Spend has it; null where nothing has a price. */
  spent_usd: usdText.nullable(),
  /** Local days that have a cost and no rate: they are in no sum here but `projected`, which expects of them what it does of days to come. */
  unconverted: z.object({
    dates: z.array(z.iso.date()),
    cost_usd: usdText,
    /** The UTC days whose rate is missing. */
    without_rate: z.array(z.iso.date()),
  }),
  /**
   * Of it, reserved capacity, which is due used or not; what it served is then not counted by the token. Null where none was reserved,
   * where a day has no rate of its currency, and of teams, tiers and keys, to whom it is not shared out: then all is by the token.
   */
  capacity: usdText.nullable(),
  is_capacity_shared: z.boolean(),
  /** Of the amount; 1.2 is 120 %. */
  spent_share: z.number(),
  /** What is spent by now if the amount is used up evenly. */
  even: usdText,
  /** By the period's end; null where nothing can be said yet. */
  projected: usdText.nullable(),
  projected_share: z.number().nullable(),
  /** The local date on which the amount is, or at this rate will be, used up; null if not within the period. */
  exhausted_on: z.iso.date().nullable(),
  /** Attempts of the period whose cost is unknown, and so is not in what is spent. */
  unpriced_attempts: countSchema,
  /** False where the period begins within a UTC day that is retained only as a whole, which may count in it or not. */
  is_exact: z.boolean(),
});

export const budgetSchema = z.object({
  id: z.int(),
  name: z.string(),
  dimension: z.enum(BUDGET_DIMENSIONS).nullable(),
  value: z.string().nullable(),
  amount: usdText,
  currency: z.string(),
  period: z.enum(BUDGET_PERIODS),
  tz: z.string(),
  thresholds: z.array(storedThreshold),
  owner: z.string().nullable(),
  version: z.int(),
  created_at: instantText,
  created_by: z.string(),
  updated_at: instantText,
  updated_by: z.string(),
});
export type Budget = z.infer<typeof budgetSchema>;

export const budgetWithStatusSchema = budgetSchema.extend({
  /** Null where the sums of its period are not retained; `status_reason` says why. */
  status: budgetStatusSchema.nullable(),
  status_reason: z.string().nullable(),
});
export type BudgetWithStatus = z.infer<typeof budgetWithStatusSchema>;

export const budgetsSchema = z.object({
  as_of: instantText,
  budgets: z.array(budgetWithStatusSchema),
  /** Thresholds that were reached, the latest first, at most 100. */
  alerts: z.array(budgetAlertSchema),
});
export type Budgets = z.infer<typeof budgetsSchema>;

/**
 * A local day: what it cost and what was spent by its end, null before it begins; the even line; and what is projected to be
 * spent by its end, null where it is over or nothing can be said.
 */
const budgetDaySchema = z.object({
  date: z.iso.date(),
  from: instantText,
  to: instantText,
  cost: usdText.nullable(),
  spent: usdText.nullable(),
  even: usdText,
  projected: usdText.nullable(),
});

export const budgetDetailSchema = budgetWithStatusSchema.extend({
  as_of: instantText,
  days: z.array(budgetDaySchema),
  alerts: z.array(budgetAlertSchema),
});
export type BudgetDetail = z.infer<typeof budgetDetailSchema>;
