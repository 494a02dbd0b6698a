import { z } from "zod";
import { recordOf } from "@/lib/domain/record-of";
import { BRIDGE_TERMS } from "@/lib/domain/spend/bridge-group";
import { checkSpan, checkWindow, filterShape, fraction, instantText, instantUs, usdText } from "./common";
import { operation } from "./operation";
import { spendWindowShape } from "./spend-window";
import { answeredFilters } from "./stats";

export const bridgeQuerySchema = z
  .strictObject({
    ...spendWindowShape,
    ...filterShape,
    /** What the window is compared with; left out, the period before it, as `previous` of spend has it. */
    against_from: instantUs.optional(),
    against_to: instantUs.optional(),
  })
  .superRefine(checkWindow)
  .superRefine(({ against_from: from, against_to: to }, context) => {
    checkSpan({ from, to }, (name, message) => {
      context.addIssue({ code: "custom", path: [`against_${name}`], message });
    });
  });

const periodSchema = z.object({
  from: instantText,
  to: instantText,
  /** By the token. Null where nothing has a price; it counts as 0 in the difference. */
  cost_usd: usdText.nullable(),
  /** What is billed: by the token but for what reserved capacity served, and what that cost. Null where it is not known. */
  billed_usd: usdText.nullable(),
  priced_share: fraction.nullable(),
});

const termsSchema = z.object(recordOf(BRIDGE_TERMS, () => usdText));

/**
 * Terms of a difference of what was billed, which add up to it exactly. The rows are of attempts, by the token: their terms add up
 * to those of the total but for `usage_records` and `capacity`, which belong to no model and are in the total alone.
 */
export const bridgeSchema = z.object({
  as_of: instantText,
  tz: z.string(),
  filters: answeredFilters,
  before: periodSchema,
  /**
   * When the first records of all are from, where that is after the beginning of the period before that was asked for. `before` and
   * `after` are then the whole days that both have, as many from each.
   */
  records_from: instantText.nullable(),
  /** False where no whole day is left to compare: what the period before lacks is then a part of the difference. */
  is_comparable: z.boolean(),
  /** Of a window that is not over, what has passed of it. */
  after: periodSchema,
  difference_usd: usdText,
  terms: termsSchema,
  /** Whether the cost of attempts without a used answer is known: else it is in the other terms, and waste is 0. */
  is_waste_known: z.boolean(),
  /** Whether what reserved capacity cost is known in dollars: else the difference is by the token, and capacity is 0. */
  is_capacity_known: z.boolean(),
  rows: z.array(
    z.object({
      model: z.string(),
      provider: z.string(),
      before_usd: usdText,
      after_usd: usdText,
      difference_usd: usdText,
      terms: termsSchema,
    }),
  ),
});
export type Bridge = z.infer<typeof bridgeSchema>;

export const bridgeOperation = operation({
  method: "get",
  path: "/api/v1/bridge",
  summary: "Why spend differs from the period before",
  scope: "metrics:read",
  query: bridgeQuerySchema,
  reply: bridgeSchema,
});
